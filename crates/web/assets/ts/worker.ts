// The page's own worker: shows what is pushed, opens the ticket when it is pressed, and says where this browser is told when that changes. It keeps
// no pages and answers no requests.
// Two of one ticket take the place of one another; one that comes twice makes no second sound.

interface Told {
  id: string;
  tag: string;
  title: string;
  body: string;
  url: string;
  lang: string;
}
interface Lasting extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Pushed extends Lasting {
  readonly data: { json(): Told } | null;
}
interface Pressed extends Lasting {
  readonly notification: Notification;
}
interface Moved extends Lasting {
  readonly oldSubscription?: PushSubscription | null;
  readonly newSubscription?: PushSubscription | null;
}
interface Tab {
  readonly url: string;
  focus(): Promise<unknown>;
}
interface Worker {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<Tab[]>;
    openWindow(url: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install", heard: (event: Lasting) => void): void;
  addEventListener(kind: "push", heard: (event: Pushed) => void): void;
  addEventListener(kind: "notificationclick", heard: (event: Pressed) => void): void;
  addEventListener(kind: "pushsubscriptionchange", heard: (event: Moved) => void): void;
}
const worker = self as unknown as Worker;

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));

worker.addEventListener("push", (event) => event.waitUntil(show(event)));

async function show(event: Pushed): Promise<void> {
  const { id, tag, title, body, url, lang } = event.data?.json() ?? ({ title: "Guildhall" } as Told);
  const before = await worker.registration.getNotifications({ tag });
  const again = before.some((one) => (one.data as Told | null)?.id === id);
  const options = { body, tag, lang, data: { id, url }, ...(tag && { renotify: !again }) };
  await worker.registration.showNotification(title, options);
}

// Its push service gives this browser another address, or wants to be asked for one (Push API, "pushsubscriptionchange").
worker.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(moved(event)));

const ADDRESS = "/notifications/address";

// Where Guildhall cannot be told, for nobody is signed in or the device was forgotten, there is no address either: so the page of notifications
// says that this browser has forgotten.
async function moved({ oldSubscription, newSubscription }: Moved): Promise<void> {
  const { pushManager } = worker.registration;
  let there = newSubscription ?? (await pushManager.getSubscription());
  try {
    const { csrf, key } = (await (await fetch(ADDRESS)).json()) as { csrf: string; key: string };
    if (!there || there.endpoint === oldSubscription?.endpoint) {
      await there?.unsubscribe();
      there = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    }
    const { endpoint = "", keys } = there.toJSON();
    const body = new URLSearchParams({ csrf, endpoint, key: keys?.p256dh ?? "", auth: keys?.auth ?? "" });
    const kept = await fetch(ADDRESS, { method: "POST", body });
    if (!kept.ok) throw new Error(String(kept.status));
  } catch {
    await there?.unsubscribe();
  }
}

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open((event.notification.data as Told | null)?.url ?? "/"));
});

async function open(path: string): Promise<unknown> {
  // What came from elsewhere leads nowhere else.
  const to = new URL(path, location.origin);
  if (to.origin !== location.origin) return;
  const tabs = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = tabs.find((tab) => new URL(tab.url).pathname === to.pathname);
  return there ? there.focus() : worker.clients.openWindow(to.href);
}
