// What the browser runs. Pages work without it; it makes them quick, live and local.
import * as Turbo from "@hotwired/turbo";
import { Application } from "@hotwired/stimulus";
import { follow } from "./charts";
import Autosend from "./controllers/autosend";
import Builder from "./controllers/builder";
import Canned from "./controllers/canned";
import Composer from "./controllers/composer";
import Count from "./controllers/count";
import Dialog from "./controllers/dialog";
import Drag from "./controllers/drag";
import Due from "./controllers/due";
import FileText from "./controllers/file_text";
import Fill from "./controllers/fill";
import Filters from "./controllers/filters";
import Guard from "./controllers/guard";
import Insert from "./controllers/insert";
import Keep from "./controllers/keep";
import Keys from "./controllers/keys";
import List from "./controllers/list";
import Live from "./controllers/live";
import Macros from "./controllers/macros";
import Modal from "./controllers/modal";
import Palette from "./controllers/palette";
import Pick from "./controllers/pick";
import Prefer from "./controllers/prefer";
import Preview from "./controllers/preview";
import Remember from "./controllers/remember";
import Savebar from "./controllers/savebar";
import Select from "./controllers/select";
import Suggest from "./controllers/suggest";
import Talk from "./controllers/talk";
import Theme from "./controllers/theme";
import Toast from "./controllers/toast";
import Toasting from "./controllers/toasting";
import Unread from "./controllers/unread";
import When from "./controllers/when";
import Zone from "./controllers/zone";
import * as morph from "./morph";

Turbo.config.drive.progressBarDelay = 300;
// The server gathers updates itself.
Turbo.session.pageRefreshDebouncePeriod = 10;

morph.start();

// A page that is fetched anew while somebody goes on to another one is given up, and that is no error.
window.addEventListener("unhandledrejection", (event) => {
  if ((event.reason as Error | undefined)?.name === "AbortError") event.preventDefault();
});

// An address that names a place shows where it is; the browser itself does so only when it loads the page.
document.addEventListener("turbo:load", () => {
  const place = location.hash && document.getElementById(location.hash.slice(1));
  if (place) place.classList.add("reached");
});

document.addEventListener("click", follow, true);

const app = Application.start();
app.register("autosend", Autosend);
app.register("builder", Builder);
app.register("canned", Canned);
app.register("composer", Composer);
app.register("count", Count);
app.register("dialog", Dialog);
app.register("drag", Drag);
app.register("due", Due);
app.register("file-text", FileText);
app.register("fill", Fill);
app.register("filters", Filters);
app.register("guard", Guard);
app.register("insert", Insert);
app.register("keep", Keep);
app.register("keys", Keys);
app.register("list", List);
app.register("live", Live);
app.register("macros", Macros);
app.register("modal", Modal);
app.register("palette", Palette);
app.register("pick", Pick);
app.register("prefer", Prefer);
app.register("preview", Preview);
app.register("remember", Remember);
app.register("savebar", Savebar);
app.register("select", Select);
app.register("suggest", Suggest);
app.register("talk", Talk);
app.register("theme", Theme);
app.register("toast", Toast);
app.register("toasting", Toasting);
app.register("unread", Unread);
app.register("when", When);
app.register("zone", Zone);
