/**
 * The colours of a drawn board by the names of `client/look/tokens.css`, as they are in its light
 * theme: what is printed or sent on is on white paper. On a screen each tone is its custom property.
 */
export const palette = {
  board: '#fbf8f2',
  card: '#ffffff',
  ink: '#20302d',
  'ink-2': '#53645f',
  line: '#e3dccf',
  'line-strong': '#7c8883',
  pine: '#1f5c54',
  lake: '#2b7596',
  'lake-tint': '#dfedf4',
  plum: '#7b5a9e',
  'plum-tint': '#ede7f5',
  ochre: '#946a0e',
  'ochre-tint': '#f6ebcf',
  moss: '#577f35',
  'moss-tint': '#e5efda',
} as const;

export type Tone = keyof typeof palette;
