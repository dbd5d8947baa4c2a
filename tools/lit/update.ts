/**
 * Writes expectations anew (`npu-lit --update`). Two kinds are the runner's to write:
 *
 * - The checks of a test with the line `// UPDATE: checks`: all output of `… | npu-filecheck %s`, one
 *   directive a line, exact. They stand where the old ones stood, or at the end of the test.
 * - A file beside the test, or a part that `split-file` cut out of it, that `diff` finds different:
 *   the first file of `diff expected actual` becomes the second.
 *
 * Hand-written checks say what matters and leave out the rest: of them only those are mended whose
 * meaning is known by their place (repair.ts).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { repaired } from './repair.js';
import type { TestFile } from './test-file.js';

const ASKS = /^\s*(\/\/+|#+|;+|--)\s*UPDATE:\s*checks\s*$/m;
const PART = /^(?:\/\/|.)--- +(\S.*?)\s*$/;

export class Updater {
  private readonly test: TestFile;
  private readonly scratch: string;
  /** Folder of each `split-file` of the test. */
  private readonly parts = new Set<string>();
  /** Output to be checked, by prefix. */
  private readonly checks = new Map<string, string>();
  private readonly updated = new Set<string>();
  /** The test with hand-written checks that hold now. */
  private mended: string | undefined;

  constructor(test: TestFile, scratch: string) {
    this.test = test;
    this.scratch = scratch;
  }

  /** The test was split into this folder. */
  split(folder: string): void {
    this.parts.add(folder);
  }

  /** Whether the checks of this call are written here, so that it holds. */
  takesChecks(checkFile: string, prefix: string, output: Buffer): boolean {
    if (checkFile !== this.test.path || !ASKS.test(readFileSync(checkFile, 'utf8'))) return false;
    this.checks.set(prefix, output.toString('utf8'));
    return true;
  }

  /** Whether hand-written checks could be mended so that they hold for this output. */
  async mends(checkFile: string, prefix: string, output: Buffer): Promise<boolean> {
    if (checkFile !== this.test.path || output.length === 0) return false;
    const before = this.mended ?? readFileSync(checkFile, 'utf8');
    const after = await repaired(before, output, prefix);
    if (after === undefined) return false;
    this.mended = after;
    return true;
  }

  /** Whether the difference is settled: the expected file has become the actual one. */
  takesDifference(expected: string, actual: Buffer): boolean {
    const { path } = this.test;
    const folder = [...this.parts].find((part) => expected.startsWith(part + sep));
    if (folder !== undefined)
      return this.replacePart(relative(folder, expected).replaceAll(sep, '/'), actual);
    const isBeside = expected.startsWith(dirname(path) + sep) && expected !== path;
    if (!isBeside || expected.startsWith(this.scratch + sep)) return false;
    writeFileSync(expected, actual);
    this.updated.add(expected);
    return true;
  }

  /** Writes the checks; the result is which files have changed. */
  finish(): readonly string[] {
    const { path } = this.test;
    const before = readFileSync(path, 'utf8');
    let text = this.mended ?? before;
    for (const [prefix, output] of this.checks) text = this.withChecks(text, prefix, output);
    if (text !== before) {
      writeFileSync(path, text);
      this.updated.add(path);
    }
    return [...this.updated];
  }

  private withChecks(text: string, prefix: string, output: string): string {
    const comment = ASKS.exec(text)?.[1] ?? '//';
    const isCheck = new RegExp(`^\\s*\\S*\\s*${prefix}(?:-[A-Z]+(?:-\\d+)?)?(?:\\{LITERAL\\})?:`);
    const lines = text.split('\n');
    const old = lines.findIndex((line) => isCheck.test(line));
    const kept = lines.filter((line) => !isCheck.test(line));
    const block = this.directives(output).map((d) => `${comment} ${prefix}${d}`);
    if (old >= 0) kept.splice(old, 0, ...block);
    else {
      while (kept.at(-1) === '') kept.pop();
      kept.push('', ...block, '');
    }
    return kept.join('\n');
  }

  /** All lines of an output, each a directive without its prefix. */
  private directives(output: string): string[] {
    const lines = output.replace(/\n$/, '').split('\n');
    while (lines[0]?.trim() === '') lines.shift();
    const out = lines.map((line, i) => {
      const suffix = i === 0 ? '' : '-NEXT';
      if (line === '') return '-EMPTY:';
      const text = line.trim();
      if (text === '') return `${suffix}: {{^[ ]$}}`;
      // Places of the machine are no part of what is expected.
      const places = [this.scratch, dirname(this.test.path)];
      if (places.some((place) => text.includes(place)))
        return `${suffix}: ${withoutPlaces(text, places)}`;
      return /\{\{|\[\[/.test(text) ? `${suffix}{LITERAL}: ${text}` : `${suffix}: ${text}`;
    });
    return [...out, '-NOT: {{.}}'];
  }

  private replacePart(name: string, actual: Buffer): boolean {
    const { path } = this.test;
    const lines = readFileSync(path, 'utf8').split('\n');
    const start = lines.findIndex((line) => PART.exec(line)?.[1] === name);
    if (start < 0) return false;
    const next = lines.findIndex((line, i) => i > start && PART.test(line));
    const content = actual.toString('utf8').replace(/\n$/, '').split('\n');
    const tail = next < 0 ? [''] : [];
    lines.splice(start + 1, (next < 0 ? lines.length : next) - start - 1, ...content, ...tail);
    writeFileSync(path, lines.join('\n'));
    this.updated.add(path);
    return true;
  }
}

/** As a pattern in which a place may be any path; all else is fixed text. */
function withoutPlaces(text: string, places: readonly string[]): string {
  const quoted = (part: string) => part.replace(/[()^$|*+?.[\]\\{}]/g, '\\$&');
  const pieces = text.split(new RegExp(`(?:${places.map(quoted).join('|')})[^\\s:'"]*`));
  const fixed = pieces.map((piece) => (/\{\{|\[\[/.test(piece) ? `{{${quoted(piece)}}}` : piece));
  return fixed.join('{{.*}}');
}
