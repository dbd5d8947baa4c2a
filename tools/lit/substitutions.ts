/** Puts values for `%s`, `%{name}` … into a command line, and decides its `%if`s. */
import { basename, dirname, join } from 'node:path';
import { nearest } from '../../ir/index.js';
import { LitError } from './config.js';
import { holds, type Machine } from './features.js';
import type { RunLine, TestFile } from './test-file.js';

/** Definitions that use each other without end. */
const MAX_DEPTH = 50;

export interface Place {
  readonly test: TestFile;
  readonly machine: Machine;
  /** What holds: the machine's features and the configuration's. */
  readonly features: ReadonlyMap<string, boolean>;
  /** The test's own folder. */
  readonly scratch: string;
}

export function substitute(run: RunLine, place: Place): string {
  return new Substituter(run, place).expand(run.command, 0);
}

class Substituter {
  private readonly run: RunLine;
  private readonly place: Place;
  private readonly named: ReadonlyMap<string, string>;

  constructor(run: RunLine, place: Place) {
    const { test, machine, scratch } = place;
    const folder = dirname(test.path);
    const temporary = join(scratch, `${basename(test.path)}.tmp`);
    this.run = run;
    this.place = place;
    const named = new Map<string, string>();
    for (const [name, path] of [
      ['s', test.path],
      ['S', folder],
      ['p', folder],
      ['t', temporary],
      ['T', scratch],
    ] as const) {
      named.set(name, path);
      named.set(`/${name}`, path.replaceAll('\\', '/'));
      named.set(`${name}:basename`, basename(path));
      named.set(`${name}:stem`, basename(path).replace(/\.[^.]*$/, ''));
    }
    named.set('%', '%');
    named.set('basename_t', basename(temporary));
    named.set('pathsep', process.platform === 'win32' ? ';' : ':');
    named.set('config', test.config.folder);
    if (machine.shared !== undefined) named.set('shared', machine.shared);
    this.named = named;
  }

  expand(text: string, depth: number): string {
    if (depth > MAX_DEPTH)
      throw new LitError(`line ${this.run.line}: definitions that use each other without end`);
    return this.decided(text).replace(
      /%(?:\{([^}\s%]*)\}|(shared|basename_t)|(\/?[sSpTt]|%))/g,
      (_, braced, long, letter) => this.value(braced ?? long ?? letter, depth),
    );
  }

  private value(name: string, depth: number): string {
    const own = this.run.definitions.get(name) ?? this.place.test.config.substitutions[name];
    if (own !== undefined) return this.expand(own, depth + 1);
    const known = this.named.get(name);
    if (known !== undefined) return known;
    if (name === 'shared')
      throw new LitError("'%shared' needs the shared folder; add 'REQUIRES: shared'");
    const names = [
      ...this.run.definitions.keys(),
      ...Object.keys(this.place.test.config.substitutions),
      ...this.named.keys(),
      'shared',
    ];
    const near = nearest(name, names);
    throw new LitError(
      `unknown substitution '%{${name}}'${near ? `; did you mean '%{${near}}'?` : ''}`,
    );
  }

  /** `%if condition %{ then %} %else %{ otherwise %}`, which may stand in each other. */
  private decided(text: string): string {
    const start = /%if\s+/.exec(text);
    if (!start) return text;
    const open = text.indexOf('%{', start.index);
    if (open < 0) throw new LitError(`line ${this.run.line}: '%if' without '%{ … %}'`);
    const condition = text.slice(start.index + start[0].length, open).trim();
    const then = this.block(text, open);
    const other = /^\s*%else\s*(?=%\{)/.exec(text.slice(then.end));
    const otherwise = other ? this.block(text, then.end + other[0].length) : undefined;
    const chosen = holds(condition, this.place.features) ? then.text : (otherwise?.text ?? '');
    const rest = text.slice((otherwise ?? then).end);
    return text.slice(0, start.index) + this.decided(chosen) + this.decided(rest);
  }

  private block(text: string, open: number): { readonly text: string; readonly end: number } {
    // A substitution `%{name}` has no blank and closes without a percent sign.
    const marks = /%\{(?![^}\s%]*\})|%\}/g;
    marks.lastIndex = open + 2;
    for (let depth = 1, m = marks.exec(text); m; m = marks.exec(text)) {
      depth += m[0] === '%{' ? 1 : -1;
      if (depth === 0) return { text: text.slice(open + 2, m.index).trim(), end: marks.lastIndex };
    }
    throw new LitError(`line ${this.run.line}: '%{' of an '%if' is not closed by '%}'`);
  }
}
