/** What only the room needs: no part of the page that waits, which brings it while it does. */

export const loadBoard = async () => (await import('./LiveBoard.svelte')).default;

/** The room of one of the family, and the board, which is asked for at the same moment. */
export async function loadFamilyRoom() {
  // What becomes of the board is told where it stands.
  loadBoard().catch(() => undefined);
  return (await import('./FamilyRoom.svelte')).default;
}
