/**
 * The clientID under which the server writes ink of its own, in every room and for good. Nobody may
 * claim it. One writer owns a room at a time and loads it whole, so its clock never goes back; and as
 * the lowest it wins no race against a page's, which it need not: nothing but the server writes what
 * it writes.
 */
export const serverClientId = 1;
