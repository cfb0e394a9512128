import { Controller } from "@hotwired/stimulus";

// Pixels of a picture for each of the drawing's; and the room around it.
const SCALE = 2;
const ROOM = 24;
const HEAD = 40;
const STYLED = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "font-family", "font-size", "font-weight", "text-anchor", "visibility", "display"];

// A chart as a picture, with its title, in the colours that it is seen in.
export default class Picture extends Controller<HTMLElement> {
  async save(): Promise<void> {
    const card = this.element.closest(".report-card");
    const chart = card?.querySelector<SVGSVGElement>("svg.chart");
    if (!card || !chart) return;
    const copy = chart.cloneNode(true) as SVGSVGElement;
    const [all, copies] = [[...chart.querySelectorAll("*")], [...copy.querySelectorAll("*")]];
    all.forEach((one, index) => {
      const style = getComputedStyle(one);
      STYLED.forEach((name) => copies[index].setAttribute(name, style.getPropertyValue(name)));
    });
    const { width, height } = chart.viewBox.baseVal;
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", String(width));
    copy.setAttribute("height", String(height));
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = (width + 2 * ROOM) * SCALE;
    canvas.height = (height + 2 * ROOM + HEAD) * SCALE;
    const draw = canvas.getContext("2d")!;
    draw.scale(SCALE, SCALE);
    const title = card.querySelector("h2")!;
    draw.fillStyle = getComputedStyle(card).backgroundColor;
    draw.fillRect(0, 0, canvas.width, canvas.height);
    draw.fillStyle = getComputedStyle(title).color;
    draw.font = `600 17px ${getComputedStyle(title).fontFamily}`;
    draw.fillText(title.textContent ?? "", ROOM, ROOM + 14);
    draw.drawImage(image, ROOM, ROOM + HEAD, width, height);
    const link = document.createElement("a");
    link.download = `${this.element.dataset.name ?? "chart"}.png`;
    link.href = canvas.toDataURL("image/png");
    link.click();
  }
}
