import { performance } from 'node:perf_hooks';
import type { ToolIO } from '../tool-io.js';

const PATIENCE_MS = 2000;
const INTERVAL_MS = 200;

/** What a long run is at, in one line of a terminal; nothing where nobody reads along. */
export class Progress {
  private readonly started = performance.now();
  private readonly io: ToolIO;
  private shown = 0;

  constructor(io: ToolIO) {
    this.io = io;
  }

  show(text: string): void {
    const now = performance.now();
    if (now - this.started < PATIENCE_MS || now - this.shown < INTERVAL_MS) return;
    if (!this.io.isTerminal) return;
    this.shown = now;
    this.io.stderr(`\r\x1b[K${text}`);
  }

  /** Clears the line. */
  end(): void {
    if (this.shown > 0) this.io.stderr('\r\x1b[K');
    this.shown = 0;
  }
}
