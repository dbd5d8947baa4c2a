import { FormatError } from '../common/index.js';

/** One section of a .cfg: its kind, its options as text, and the line that it begins at. */
export interface Section {
  readonly kind: string;
  readonly line: number;
  readonly options: ReadonlyMap<string, string>;
}

/** Options that say something of training alone are never asked for; the rest are asked by name. */
export class SectionReader {
  readonly section: Section;
  private readonly file: string;

  constructor(section: Section, file: string) {
    this.section = section;
    this.file = file;
  }

  fail(found: string): never {
    const { kind, line } = this.section;
    throw new FormatError(
      `${this.file}:${line}: section [${kind}]`,
      undefined,
      found,
      'mend the .cfg',
    );
  }

  text(name: string, fallback = ''): string {
    return this.section.options.get(name) ?? fallback;
  }

  has(name: string): boolean {
    return this.section.options.has(name);
  }

  number(name: string, fallback: number): number {
    const text = this.section.options.get(name);
    const value = text === undefined ? fallback : Number(text);
    if (!Number.isFinite(value)) this.fail(`found ${name}=${text}, expected a number`);
    return value;
  }

  /** A whole number in a range that a network can have. */
  int(name: string, fallback: number, least = 0): number {
    const value = this.number(name, fallback);
    if (!Number.isInteger(value) || value < least || value > 1 << 24) {
      this.fail(
        `found ${name}=${this.text(name, `${fallback}`)}, expected a whole number from ${least}`,
      );
    }
    return value;
  }

  numbers(name: string): number[] {
    const text = this.text(name);
    const list =
      text === ''
        ? []
        : text
            .split(',')
            .filter((t) => t.trim() !== '')
            .map(Number);
    if (list.some((v) => !Number.isFinite(v))) this.fail(`found ${name}=${text}, expected numbers`);
    return list;
  }
}

/** Reads a .cfg into its sections. Throws FormatError with the line. */
export function readCfg(text: string, file: string): Section[] {
  const sections: (Section & { options: Map<string, string> })[] = [];
  text.split('\n').forEach((raw, i) => {
    const line = raw.replace(/\s+/g, '');
    if (line === '' || line[0] === '#' || line[0] === ';') return;
    const head = /^\[(\w+)\]$/.exec(line);
    if (head) {
      sections.push({ kind: head[1], line: i + 1, options: new Map() });
      return;
    }
    const at = line.indexOf('=');
    const last = sections.at(-1);
    if (at < 1 || !last) {
      throw new FormatError(
        `${file}:${i + 1}`,
        undefined,
        `found '${raw.trim().slice(0, 60)}'`,
        "expected '[section]' or 'name=value'",
      );
    }
    last.options.set(line.slice(0, at), line.slice(at + 1));
  });
  if (!['net', 'network'].includes(sections[0]?.kind)) {
    throw new FormatError(
      file,
      undefined,
      'found no [net] section at its beginning',
      'is it a Darknet .cfg?',
    );
  }
  return sections;
}
