import { Controller } from "@hotwired/stimulus";

const WORKER = "/worker.js";

// Has this browser ask its push service for an address, and tells Guildhall. Nothing is registered before somebody asks for it.
export default class Push extends Controller<HTMLElement> {
  static targets = ["form", "button", "busy", "unsupported", "denied", "failed", "lost"];
  static values = { key: String, on: Boolean };
  declare readonly formTarget: HTMLFormElement;
  declare readonly buttonTarget: HTMLButtonElement;
  declare readonly busyTarget: HTMLElement;
  declare readonly unsupportedTarget: HTMLElement;
  declare readonly hasUnsupportedTarget: boolean;
  declare readonly deniedTarget: HTMLElement;
  declare readonly failedTarget: HTMLElement;
  declare readonly lostTarget: HTMLElement;
  declare readonly keyValue: string;
  declare readonly onValue: boolean;

  connect(): void {
    const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
    if (this.onValue) {
      if (able) void this.looked();
      return;
    }
    this.unsupportedTarget.hidden = able;
    const denied = able && Notification.permission === "denied";
    this.deniedTarget.hidden = !denied;
    this.formTarget.hidden = !able || denied;
  }

  /** What the browser itself forgot, or was told to keep silent about, is said. */
  private async looked(): Promise<void> {
    this.deniedTarget.hidden = Notification.permission !== "denied";
    const known = await navigator.serviceWorker.getRegistration(WORKER);
    const there = await known?.pushManager.getSubscription();
    this.lostTarget.hidden = Boolean(there) || Notification.permission === "denied";
  }

  /** The press of the button is what lets a browser ask its person. */
  async on(event: Event): Promise<void> {
    const field = (name: string) => this.formTarget.elements.namedItem(name) as HTMLInputElement;
    if (field("endpoint").value) return;
    event.preventDefault();
    event.stopPropagation();
    this.busy(true);
    try {
      if ((await Notification.requestPermission()) !== "granted") {
        this.deniedTarget.hidden = false;
        return;
      }
      await navigator.serviceWorker.register(WORKER);
      const { pushManager } = await navigator.serviceWorker.ready;
      const { endpoint, keys } = (await this.subscribed(pushManager)).toJSON();
      field("endpoint").value = endpoint ?? "";
      field("key").value = keys?.p256dh ?? "";
      field("auth").value = keys?.auth ?? "";
      this.formTarget.requestSubmit();
    } catch {
      this.failedTarget.hidden = false;
    } finally {
      this.busy(false);
    }
  }

  /** A subscription that was made with another key is of no use here. */
  private async subscribed(manager: PushManager): Promise<PushSubscription> {
    const options = { userVisibleOnly: true, applicationServerKey: this.keyValue };
    await (await manager.getSubscription())?.unsubscribe();
    return manager.subscribe(options);
  }

  /** Guildhall forgets the address in any case; the browser does, where it can be reached. */
  off(): void {
    void navigator.serviceWorker?.getRegistration(WORKER).then(async (known) => {
      await (await known?.pushManager.getSubscription())?.unsubscribe();
    });
  }

  private busy(now: boolean): void {
    this.busyTarget.hidden = !now;
    this.buttonTarget.disabled = now;
    if (now) [this.deniedTarget, this.failedTarget].forEach((one) => { one.hidden = true; });
  }
}
