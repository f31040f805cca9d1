/** A picture in the page's memory, as a view follows it. */
export class KeptPicture {
  /** Null until it is there. */
  url = $state.raw<string | null>(null);
  /** The same, decoded: what a canvas paints. */
  image = $state.raw<HTMLImageElement | null>(null);
  hasFailed = $state.raw(false);
}
