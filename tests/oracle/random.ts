/** A small generator of numbers: equal seeds give equal programs. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = (seed * 2654435761) >>> 0;
  }

  /** 0 … n-1. */
  below(n: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  /** From `least` to `most` things. */
  times<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }
}

/** So many random bytes as hex digits. */
export function hexBytes(random: Random, count: number): string {
  let out = '';
  for (let i = 0; i < count; i++) out += random.below(256).toString(16).padStart(2, '0');
  return random.chance(50) ? out.toUpperCase() : out;
}
