/** The secret a personal link carries behind its `#`, where no server and no log sees it. */

/** 128 random bits, base64url without padding, as the server makes them. */
const tokenPattern = /^#([A-Za-z0-9_-]{22})$/;

/** The token of `/come#<token>`, or null when there is none that could be one. */
export const tokenFromHash = (hash: string): string | null => tokenPattern.exec(hash)?.[1] ?? null;
