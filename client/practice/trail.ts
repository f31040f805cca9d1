/** One step of the way to a page; the last one has no link, it is the page. */
export interface Crumb {
  readonly label: string;
  readonly href?: string;
}
