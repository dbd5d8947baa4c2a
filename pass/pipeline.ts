import { nearest } from '../ir/index.js';
import type { OptionValue, Pass, PassRegistry } from './pass.js';

/** A pipeline as written: passes in order, or a nest of them on another operation. */
export type PipelineElement =
  | {
      readonly kind: 'pass';
      readonly pass: Pass;
      readonly options: Readonly<Record<string, OptionValue>>;
    }
  | {
      readonly kind: 'nest';
      readonly anchor: string;
      readonly elements: readonly PipelineElement[];
    };

export interface Pipeline {
  readonly anchor: string;
  readonly elements: readonly PipelineElement[];
}

/** A pipeline that cannot be read; the offset points into its text. */
export class PipelineError extends Error {
  readonly text: string;
  readonly offset: number;

  constructor(message: string, text: string, offset: number) {
    super(message);
    this.text = text;
    this.offset = offset;
  }

  /** The message with the text and a caret below it. */
  render(): string {
    return `error: ${this.message}\n${this.text}\n${' '.repeat(this.offset)}^\n`;
  }
}

/**
 * Reads MLIR's pipeline text: `builtin.module(a{opt=1},func.func(b,c),any(d))`. The outermost
 * name is the operation to run on; without one it is `builtin.module`.
 */
export async function parsePipeline(text: string, registry: PassRegistry): Promise<Pipeline> {
  const reader = new PipelineReader(text, registry);
  const elements = await reader.list();
  reader.end();
  if (elements.length === 1 && elements[0].kind === 'nest') return elements[0];
  return { anchor: 'builtin.module', elements };
}

/** The canonical text of a pipeline, options that differ from their defaults included. */
export function pipelineText({ anchor, elements }: Pipeline): string {
  const one = (e: PipelineElement): string => {
    if (e.kind === 'nest') return `${e.anchor}(${e.elements.map(one).join(',')})`;
    const given = (e.pass.options ?? []).map((o) => `${o.name}=${e.options[o.name]}`);
    return `${e.pass.name}${given.length > 0 ? `{${given.join(' ')}}` : ''}`;
  };
  return `${anchor}(${elements.map(one).join(',')})`;
}

class PipelineReader {
  private at = 0;
  private readonly text: string;
  private readonly registry: PassRegistry;

  constructor(text: string, registry: PassRegistry) {
    this.text = text;
    this.registry = registry;
  }

  private fail(message: string, offset = this.at): never {
    throw new PipelineError(message, this.text, offset);
  }

  private skipSpace(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  private accept(c: string): boolean {
    this.skipSpace();
    if (this.text[this.at] !== c) return false;
    this.at++;
    return true;
  }

  end(): void {
    this.skipSpace();
    if (this.at < this.text.length) {
      this.fail(`expected ',' after parsing pipeline, found '${this.text[this.at]}'`);
    }
  }

  async list(): Promise<PipelineElement[]> {
    const elements: PipelineElement[] = [];
    this.skipSpace();
    if (this.at === this.text.length || this.text[this.at] === ')') return elements;
    do elements.push(...(await this.element()));
    while (this.accept(','));
    return elements;
  }

  private async element(): Promise<PipelineElement[]> {
    this.skipSpace();
    const start = this.at;
    const name = /^[^,(){}\s]*/.exec(this.text.slice(this.at))![0];
    this.at += name.length;
    if (name === '') this.fail('expected a pass or an operation name');
    if (this.accept('(')) {
      const elements = await this.list();
      if (!this.accept(')')) this.fail(`expected ')' to close '${name}('`);
      return [{ kind: 'nest', anchor: name, elements }];
    }
    const named = this.registry.pipeline(name);
    if (named) {
      const inner = new PipelineReader(named.text, this.registry);
      return inner.list();
    }
    if (!this.registry.has(name)) {
      const near = nearest(name, [...this.registry.names, ...this.registry.pipelineNames]);
      this.fail(
        `'${name}' does not refer to a registered pass or pass pipeline${near ? `; did you mean '${near}'?` : ''}`,
        start,
      );
    }
    const pass = await this.registry.load(name);
    return [{ kind: 'pass', pass, options: this.options(pass) }];
  }

  /** `{a=1 b=text}`; absent options take their defaults. */
  private options(pass: Pass): Record<string, OptionValue> {
    const values: Record<string, OptionValue> = {};
    for (const o of pass.options ?? []) values[o.name] = o.defaultValue;
    if (!this.accept('{')) return values;
    for (;;) {
      this.skipSpace();
      if (this.accept('}')) return values;
      const start = this.at;
      const name = /^[^=\s{}]*/.exec(this.text.slice(this.at))![0];
      this.at += name.length;
      const option = pass.options?.find((o) => o.name === name);
      if (!option) {
        const near = nearest(
          name,
          (pass.options ?? []).map((o) => o.name),
        );
        this.fail(
          `no such option ${name || 'here'} of the pass '${pass.name}'${near ? `; did you mean '${near}'?` : ''}`,
          start,
        );
      }
      let text = 'true';
      const valueAt = this.at;
      if (this.accept('=')) text = this.optionValue();
      values[name] = this.convert(option.kind, name, text, valueAt);
    }
  }

  private optionValue(): string {
    const quote = this.text[this.at];
    if (quote === '"' || quote === "'") {
      const end = this.text.indexOf(quote, this.at + 1);
      if (end < 0) this.fail('the quote is not closed');
      const value = this.text.slice(this.at + 1, end);
      this.at = end + 1;
      return value;
    }
    let depth = 0;
    const start = this.at;
    for (; this.at < this.text.length; this.at++) {
      const c = this.text[this.at];
      if (c === '{') depth++;
      else if (c === '}' && depth-- === 0) break;
      else if (/\s/.test(c) && depth === 0) break;
    }
    return this.text.slice(start, this.at);
  }

  private convert(kind: string, name: string, text: string, at: number): OptionValue {
    if (kind === 'boolean') {
      if (text === 'true' || text === '1') return true;
      if (text === 'false' || text === '0') return false;
      this.fail(`option '${name}' takes true or false, not '${text}'`, at);
    }
    if (kind === 'integer') {
      if (!/^-?\d+$/.test(text))
        this.fail(`option '${name}' takes a whole number, not '${text}'`, at);
      return Number(text);
    }
    return text;
  }
}
