// What the browser runs. Pages work without it; it makes them quick, live and local.
import * as Turbo from "@hotwired/turbo";
import { Application } from "@hotwired/stimulus";
import Composer from "./controllers/composer";
import Dialog from "./controllers/dialog";
import Due from "./controllers/due";
import FileText from "./controllers/file_text";
import Keep from "./controllers/keep";
import Keys from "./controllers/keys";
import List from "./controllers/list";
import Live from "./controllers/live";
import Suggest from "./controllers/suggest";
import Talk from "./controllers/talk";
import Theme from "./controllers/theme";
import Unread from "./controllers/unread";
import When from "./controllers/when";
import Zone from "./controllers/zone";

Turbo.config.drive.progressBarDelay = 300;

const app = Application.start();
app.register("composer", Composer);
app.register("dialog", Dialog);
app.register("due", Due);
app.register("file-text", FileText);
app.register("keep", Keep);
app.register("keys", Keys);
app.register("list", List);
app.register("live", Live);
app.register("suggest", Suggest);
app.register("talk", Talk);
app.register("theme", Theme);
app.register("unread", Unread);
app.register("when", When);
app.register("zone", Zone);
