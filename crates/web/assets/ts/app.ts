// What the browser runs. Pages work without it; it makes them quick, live and local.
import * as Turbo from "@hotwired/turbo";
import { Application } from "@hotwired/stimulus";
import { follow } from "./charts";
import Autosend from "./controllers/autosend";
import Builder from "./controllers/builder";
import Canned from "./controllers/canned";
import Composer from "./controllers/composer";
import Count from "./controllers/count";
import Depend from "./controllers/depend";
import Dialog from "./controllers/dialog";
import Drag from "./controllers/drag";
import Due from "./controllers/due";
import FileText from "./controllers/file_text";
import Fill from "./controllers/fill";
import Filters from "./controllers/filters";
import Follow from "./controllers/follow";
import Further from "./controllers/further";
import Glance from "./controllers/glance";
import Guard from "./controllers/guard";
import History from "./controllers/history";
import Insert from "./controllers/insert";
import Jump from "./controllers/jump";
import Keep from "./controllers/keep";
import Keys from "./controllers/keys";
import List from "./controllers/list";
import Live from "./controllers/live";
import Macros from "./controllers/macros";
import Modal from "./controllers/modal";
import Outbox from "./controllers/outbox";
import Palette from "./controllers/palette";
import Paste from "./controllers/paste";
import Pick from "./controllers/pick";
import Picture from "./controllers/picture";
import Prefer from "./controllers/prefer";
import Preview from "./controllers/preview";
import Push from "./controllers/push";
import Remember from "./controllers/remember";
import Resize from "./controllers/resize";
import Savebar from "./controllers/savebar";
import Select from "./controllers/select";
import Sift from "./controllers/sift";
import Suggest from "./controllers/suggest";
import Swipe from "./controllers/swipe";
import Talk from "./controllers/talk";
import Theme from "./controllers/theme";
import Toast from "./controllers/toast";
import Toasting from "./controllers/toasting";
import Unread from "./controllers/unread";
import Variables from "./controllers/variables";
import When from "./controllers/when";
import Zone from "./controllers/zone";
import * as lately from "./lately";
import * as morph from "./morph";
import * as unreached from "./unreached";

Turbo.config.drive.progressBarDelay = 300;
// The server gathers updates itself.
Turbo.session.pageRefreshDebouncePeriod = 10;

morph.start();

unreached.start();

// An address that names a place shows where it is; the browser itself does so only when it loads the page.
document.addEventListener("turbo:load", () => {
  lately.note();
  const place = location.hash && document.getElementById(location.hash.slice(1));
  if (place) place.classList.add("reached");
  // Sections that are a line to be scrolled sideways show the one that is open.
  for (const open of document.querySelectorAll(".side [aria-current], .bar-nav [aria-current]")) {
    const line = open.closest(".side, .bar-nav")!;
    const [here, all] = [open.getBoundingClientRect(), line.getBoundingClientRect()];
    line.scrollLeft += here.left + here.width / 2 - all.left - all.width / 2;
  }
});

document.addEventListener("click", follow, true);

const app = Application.start();
app.register("autosend", Autosend);
app.register("builder", Builder);
app.register("canned", Canned);
app.register("composer", Composer);
app.register("count", Count);
app.register("depend", Depend);
app.register("dialog", Dialog);
app.register("drag", Drag);
app.register("due", Due);
app.register("file-text", FileText);
app.register("fill", Fill);
app.register("filters", Filters);
app.register("follow", Follow);
app.register("further", Further);
app.register("glance", Glance);
app.register("guard", Guard);
app.register("history", History);
app.register("insert", Insert);
app.register("jump", Jump);
app.register("keep", Keep);
app.register("keys", Keys);
app.register("list", List);
app.register("live", Live);
app.register("macros", Macros);
app.register("modal", Modal);
app.register("outbox", Outbox);
app.register("palette", Palette);
app.register("paste", Paste);
app.register("pick", Pick);
app.register("picture", Picture);
app.register("prefer", Prefer);
app.register("preview", Preview);
app.register("push", Push);
app.register("remember", Remember);
app.register("resize", Resize);
app.register("savebar", Savebar);
app.register("select", Select);
app.register("sift", Sift);
app.register("suggest", Suggest);
app.register("swipe", Swipe);
app.register("talk", Talk);
app.register("theme", Theme);
app.register("toast", Toast);
app.register("toasting", Toasting);
app.register("unread", Unread);
app.register("variables", Variables);
app.register("when", When);
app.register("zone", Zone);
