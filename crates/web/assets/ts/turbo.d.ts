import "@hotwired/turbo";

declare module "@hotwired/turbo" {
  // What its types leave out.
  interface TurboSession {
    pageRefreshDebouncePeriod: number;
    streamMessageRenderer: { render(message: { fragment: DocumentFragment }): void };
  }
}
