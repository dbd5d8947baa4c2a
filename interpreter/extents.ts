/** A tensor's need for room: its size, and the steps from the first to the last that touch it. */
export interface Extent {
  readonly bytes: number;
  readonly first: number;
  last: number;
}

const ALIGNMENT = 64;

/**
 * Addresses for tensors so that no two that live at the same time overlap, and the bytes needed in
 * all: the largest first, each at the lowest address that is free while it lives.
 */
export function packExtents(extents: readonly Extent[]): { addresses: number[]; bytes: number } {
  const addresses = new Array<number>(extents.length).fill(0);
  const placed: { readonly extent: Extent; readonly start: number; readonly end: number }[] = [];
  const order = extents.map((_, i) => i).sort((a, b) => extents[b].bytes - extents[a].bytes);
  let bytes = 0;
  for (const i of order) {
    const extent = extents[i];
    const size = Math.ceil(extent.bytes / ALIGNMENT) * ALIGNMENT + ALIGNMENT;
    let start = 0;
    for (const other of placed) {
      // In ascending order of address: the first gap that is wide enough.
      const together = other.extent.first <= extent.last && extent.first <= other.extent.last;
      if (!together || other.end <= start) continue;
      if (other.start >= start + size) break;
      start = other.end;
    }
    addresses[i] = start;
    const end = start + size;
    const at = placed.findIndex((other) => other.start > start);
    placed.splice(at < 0 ? placed.length : at, 0, { extent, start, end });
    bytes = Math.max(bytes, end);
  }
  return { addresses, bytes };
}
