import { nearest } from '../ir/index.js';
import {
  defaultOptions,
  endOfValue,
  OptionError,
  type OptionValue,
  optionValue,
} from './options.js';
import type { Pass } from './pass.js';
import { type Pipeline, type PipelineElement, pipelineText } from './pipeline.js';
import type { PassRegistry } from './registry.js';

/** A pipeline that cannot be read; the offset points into its text. */
export class PipelineError extends Error {
  readonly text: string;
  readonly offset: number;

  constructor(message: string, text: string, offset: number) {
    super(message);
    this.text = text;
    this.offset = offset;
  }

  /** The message with its place, the text and a caret below it. */
  render(): string {
    const before = this.text.slice(0, this.offset);
    const line = before.split('\n').length;
    const start = before.lastIndexOf('\n') + 1;
    const column = this.offset - start + 1;
    const shown = this.text.slice(start).split('\n')[0];
    const place = `pipeline text:${line}:${column}`;
    return `${place}: error: ${this.message}\n${shown}\n${' '.repeat(column - 1)}^\n`;
  }
}

/**
 * Reads MLIR's pipeline text: `builtin.module(a{opt=1},func.func(b,c),any(d))`. The outermost name is
 * the operation to run on. Throws PipelineError.
 */
export async function parsePipeline(text: string, registry: PassRegistry): Promise<Pipeline> {
  const reader = new PipelineReader(text, registry);
  const pipeline = await reader.anchored();
  reader.end();
  return pipeline;
}

/** Reads passes without an operation around them, `cse,canonicalize`, for one of the name `anchor`. */
export async function parsePassList(
  text: string,
  registry: PassRegistry,
  anchor = 'builtin.module',
): Promise<Pipeline> {
  const reader = new PipelineReader(text, registry);
  const elements = await reader.list(anchor);
  reader.end();
  return { anchor, elements };
}

/** A pass as an option names it, in a pipeline for `anchor`: nested if it runs on another operation. */
export async function parsePassOption(
  name: string,
  options: string,
  registry: PassRegistry,
  anchor: string,
): Promise<readonly PipelineElement[]> {
  const text = options === '' ? name : `${name}{${options}}`;
  const wanted = registry.spec(name)?.anchor;
  const isNested = wanted !== undefined && anchor !== 'any' && wanted !== anchor;
  const { elements } = await parsePassList(text, registry, isNested ? wanted : anchor);
  return isNested ? [{ kind: 'nest', pipelines: [{ anchor: wanted, elements }] }] : elements;
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

  private word(): { readonly word: string; readonly start: number } {
    this.skipSpace();
    const start = this.at;
    const word = /^[^,(){}\s]*/.exec(this.text.slice(start))![0];
    this.at += word.length;
    return { word, start };
  }

  end(): void {
    this.skipSpace();
    if (this.at === this.text.length) return;
    const found = this.text[this.at];
    if (found === ')') this.fail("this ')' closes nothing: the parentheses are unbalanced");
    this.fail(`expected ',' after a pass, found '${found}'`);
  }

  async anchored(): Promise<Pipeline> {
    const { word, start } = this.word();
    const hint = "expected the operation to run on around the passes, 'builtin.module(…)'";
    if (word === '') this.fail(hint, start);
    if (this.registry.spec(word) || this.registry.pipeline(word)) {
      this.fail(`${hint}, found the pass '${word}'`, start);
    }
    if (!this.accept('(')) this.fail(hint, start);
    return { anchor: word, elements: await this.nested(word, start) };
  }

  /** Behind `name(`. */
  private async nested(name: string, start: number): Promise<PipelineElement[]> {
    const elements = await this.list(name);
    if (this.accept(')')) return elements;
    this.skipSpace();
    const found = this.text[this.at];
    if (found === undefined)
      this.fail(`'${name}(' is not closed: the parentheses are unbalanced`, start);
    this.fail(`expected ',' or ')' after a pass, found '${found}'`);
  }

  async list(anchor: string): Promise<PipelineElement[]> {
    const elements: PipelineElement[] = [];
    this.skipSpace();
    if (this.at === this.text.length || this.text[this.at] === ')') return elements;
    do elements.push(...(await this.element(anchor)));
    while (this.accept(','));
    return elements;
  }

  private async element(anchor: string): Promise<readonly PipelineElement[]> {
    const { word: name, start } = this.word();
    const { registry } = this;
    if (name === '') this.fail('expected a pass or an operation');
    if (this.accept('(')) {
      const elements = await this.nested(name, start);
      return [{ kind: 'nest', pipelines: [{ anchor: name, elements }] }];
    }
    const named = registry.pipeline(name);
    if (named) return new PipelineReader(named.text, registry).list(anchor);
    const spec = registry.spec(name);
    if (!spec) {
      const near = nearest(name, [...registry.names, ...registry.pipelineNames]);
      this.fail(
        `'${name}' does not refer to a registered pass or pass pipeline${near ? `; did you mean '${near}'?` : ''}`,
        start,
      );
    }
    if (spec.anchor !== undefined && anchor !== spec.anchor) {
      this.fail(
        `the pass '${name}' runs on '${spec.anchor}', not on '${anchor}'; did you intend to nest it: '${spec.anchor}(${name})'?`,
        start,
      );
    }
    const pass = await registry.load(name);
    return [{ kind: 'pass', pass, options: await this.options(pass), offset: start }];
  }

  /** `{a=1 b=text}`; absent options take their defaults. */
  private async options(pass: Pass): Promise<Record<string, OptionValue>> {
    const values = defaultOptions(pass.options);
    const open = this.at;
    if (!this.accept('{')) return values;
    while (!this.accept('}')) {
      if (this.at === this.text.length) this.fail("'{' before the options is not closed", open);
      const start = this.at;
      const name = /^[^=\s{}]*/.exec(this.text.slice(this.at))![0];
      this.at += name.length;
      const option = pass.options?.find((o) => o.name === name);
      if (!option) {
        const known = (pass.options ?? []).map((o) => o.name);
        const near = nearest(name, known);
        const all = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
        this.fail(
          `no such option ${name || 'here'} of the pass '${pass.name}'${near ? `; did you mean '${near}'?` : `: ${all}`}`,
          start,
        );
      }
      let text = 'true';
      const valueAt = this.at;
      if (this.accept('=')) {
        const end = endOfValue(this.text, this.at, ' \t\n');
        text = this.text.slice(this.at, end);
        this.at = end;
      }
      values[option.field] = await this.value(option, text, valueAt + 1);
    }
    return values;
  }

  private async value(
    option: NonNullable<Pass['options']>[number],
    text: string,
    at: number,
  ): Promise<OptionValue> {
    try {
      const value = optionValue(option, text);
      if (option.kind !== 'pipeline') return value;
      const one = async (pipeline: OptionValue) =>
        pipelineText(await parsePipeline(String(pipeline), this.registry));
      return Array.isArray(value) ? Promise.all(value.map(one)) : one(value);
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      return this.fail(error.message, Math.min(at, this.text.length));
    }
  }
}
