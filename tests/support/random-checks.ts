/** Random check files and inputs, from a seed: most of them nearly fit, so that verdicts vary. */

export interface RandomCase {
  readonly check: string;
  readonly input: string;
  readonly options: readonly string[];
}

/** A small generator of numbers (mulberry32): the same seed gives the same cases everywhere. */
export class Random {
  private state: number;
  constructor(seed: number) {
    this.state = seed;
  }
  below(n: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  }
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }
  times<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }
}

const TOP = 2;

/** A regular expression over few letters; now and then one that is none. */
export function randomRegex(r: Random, depth = TOP): string {
  const atom = (): string => {
    const kind = r.below(depth > 0 ? 14 : 9);
    if (kind < 4) return r.pick(['a', 'b', 'c', 'ab', '1', ' ']);
    if (kind < 6) return r.pick(['.', '[ab]', '[^a]', '[a-c1]', '[[:digit:]]', '[^b ]', '[]a]']);
    if (kind < 7) return r.pick(['\\.', '\\b', '\\$', '[a-]', '[.]', '[[:alpha:]1]']);
    if (kind < 9) return r.pick(['a', 'b', '.']);
    return `(${randomRegex(r, depth - 1)})`;
  };
  const piece = (): string => {
    // Assertions are not repeated: the reference counts them once for all copies.
    if (depth === TOP && r.chance(8)) return r.pick(['^', '$', '[[:<:]]a', 'a[[:>:]]']);
    const count = ['', '', '', '*', '+', '?', '{2}', '{1,2}', '{0,2}', '{2,}', '{0}', '{1,3}'];
    const text = atom() + r.pick(count);
    return r.chance(2) ? text + r.pick(['*', '{', '\\1', '\\2', '(', ')', '[', '|']) : text;
  };
  const branch = () => r.times(1, 3, piece).join('');
  return r.times(1, r.chance(30) ? 3 : 1, branch).join('|');
}

const WORDS = [
  'add',
  'sub',
  'foo',
  'bar',
  '%0',
  '%1',
  '10',
  '11',
  '12',
  '0x1f',
  'FF',
  '-3',
  'x',
  ',',
];

function randomLine(r: Random): string {
  if (r.chance(8)) return r.pick(['', ' ', '\t']);
  const blank = () => r.pick([' ', ' ', ' ', '  ', '\t', '']);
  return (
    (r.chance(20) ? r.pick(['  ', '\t']) : '') +
    r.times(1, 4, () => r.pick(WORDS) + blank()).join('') +
    (r.chance(3) ? '\r' : '')
  );
}

function randomExpression(r: Random, depth = 2): string {
  const operand = (): string => {
    const kind = r.below(depth > 0 ? 12 : 8);
    if (kind < 4)
      return r.pick(['1', '2', '10', '0x1', '0', '7', '010', '-1', '18446744073709551615']);
    if (kind < 6) return r.pick(['N', 'M', 'N', 'UNDEF', '$G', 'N ', ' M']);
    if (kind < 8) return r.pick(['@LINE', '@LINE', 'N', '@FOO', '1x', '08']);
    if (kind < 9) return `(${randomExpression(r, depth - 1)})`;
    const name = r.pick(['add', 'sub', 'mul', 'div', 'min', 'max', 'max', 'mod']);
    const count = r.chance(90) ? 2 : r.below(4);
    return `${name}(${Array.from({ length: count }, () => randomExpression(r, depth - 1)).join(r.pick([',', ', ']))})`;
  };
  let text = operand();
  while (r.chance(35))
    text += r.pick(['+', '-', ' + ', ' - ', r.chance(5) ? '*' : '+']) + operand();
  return text;
}

function randomNumeric(r: Random): string {
  const format = r.chance(40)
    ? `${r.pick(['%u', '%d', '%x', '%X', '%#x', '%.2u', '%.3d', '%#.2X', '%.2', '%', '%z', '%#u'])},`
    : '';
  const name = r.chance(45) ? `${r.pick(['N', 'M', 'N', '$G', 'S', '@LINE', '1N'])}:` : '';
  const constraint = r.chance(25) ? '==' : '';
  const expression = name === '' || r.chance(30) ? randomExpression(r) : '';
  return `[[#${r.chance(20) ? ' ' : ''}${format}${r.chance(20) ? ' ' : ''}${name}${constraint}${expression}]]`;
}

function randomPattern(r: Random): string {
  const piece = (): string => {
    const kind = r.below(20);
    if (kind < 9) return r.pick(WORDS);
    if (kind < 12)
      return r.pick(['{{.*}}', '{{[a-z]+}}', '{{[0-9]+}}', '{{a|b}}', '{{^}}', '{{$}}']);
    if (kind < 13) return `{{${randomRegex(r, 1)}}}`;
    if (kind < 15)
      return r.pick([
        '[[S:[a-z]+]]',
        '[[T:.*]]',
        '[[$U:%[01]]]',
        '[[S:x]]',
        '[[N:1]]',
        '[[[S]]',
        '[[[[T]]',
      ]);
    if (kind < 17) return r.pick(['[[S]]', '[[T]]', '[[$U]]', '[[V]]', '[[@LINE]]', '[[@LINE-1]]']);
    return randomNumeric(r);
  };
  return r.times(1, 4, piece).join(r.pick([' ', ' ', '', '{{.*}}', '  ']));
}

const SUFFIXES = [
  '',
  '',
  '',
  '',
  '-NEXT',
  '-NEXT',
  '-SAME',
  '-NOT',
  '-NOT',
  '-DAG',
  '-DAG',
  '-EMPTY',
];

function randomDirective(r: Random, input: readonly string[]): string {
  const suffix = r.chance(10) ? r.pick(['-LABEL', '-COUNT-2', '-COUNT-1']) : r.pick(SUFFIXES);
  const modifier = r.chance(5) ? '{LITERAL}' : '';
  const comment = r.pick(['', '// ', '; ', '# ']);
  const prefix = r.chance(6) ? r.pick(['FOO', 'CHECK-A', 'CHEC', 'XCHECK', 'check']) : 'CHECK';
  const slip = r.chance(4)
    ? r.pick(['-NXT', '_NEXT', '-NOT-NEXT', '-LABEL-NOT', '-DAG-NOT', '-COUNT', '-COUNT-0', ' '])
    : '';
  if (suffix === '-EMPTY') return `${comment}${prefix}${suffix}:${r.chance(5) ? ' x' : ''}`;
  // Most patterns are taken from the input: a check that fits nowhere ends the case too early.
  const words = r.chance(55) ? r.pick(input).trim().split(/\s+/) : [];
  const from = r.below(Math.max(1, words.length));
  const taken = words.slice(from, from + 1 + r.below(3)).join(' ');
  return `${comment}${prefix}${suffix}${slip}${modifier}:${r.pick([' ', ' ', '', '  '])}${taken || randomPattern(r)}`;
}

const OPTIONS: readonly string[] = [
  '--match-full-lines',
  '--strict-whitespace',
  '--ignore-case',
  '--enable-var-scope',
  '--allow-empty',
  '--allow-deprecated-dag-overlap',
  '--check-prefixes=CHECK,FOO',
  '--allow-unused-prefixes',
  '--implicit-check-not=bar',
  '--implicit-check-not={{[0-9]+}}',
  '-DS=add',
  '-DV=x',
  '-D#N=10',
  '-D#%x,M=0x1f',
  '--dump-input=never',
  '--dump-input=always',
  '-v',
  '-vv',
];

/** Directives of every kind over a few lines. */
export function randomCase(r: Random): RandomCase {
  const input = r.times(1, 8, () => randomLine(r));
  const check = r.times(1, 6, () => randomDirective(r, input));
  const options = r.chance(40) ? r.times(1, 3, () => r.pick(OPTIONS)) : [];
  return {
    check: `${check.join('\n')}${r.chance(90) ? '\n' : ''}`,
    input: `${input.join('\n')}${r.chance(90) ? '\n' : ''}`,
    options: [...new Set(options)],
  };
}

/** One regular expression on text of its letters, with variables around parts of it. */
export function randomRegexCase(r: Random): RandomCase {
  const text = () => r.times(0, 9, () => r.pick(['a', 'b', 'c', '1', ' '])).join('');
  const regex = () => {
    const part = randomRegex(r);
    return r.chance(30) ? `[[V${r.below(3)}:${part}]]` : `{{${part}}}`;
  };
  const parts = r.times(1, 3, regex).join('');
  // A use on the same line is a copy too.
  const isUsed = r.chance(30) && !/\^(?!a\]|b )|\$|\[\[:[<>]/.test(parts);
  const uses = isUsed ? ['[[V0]]', '[[V1]]', '[[V2]]'].slice(0, 1 + r.below(3)) : [];
  const check = `CHECK: ${parts}${uses.join('')}\n`;
  const input = r.times(1, 3, text).join('\n');
  return { check, input: `${input}x\n`, options: r.chance(15) ? ['--ignore-case'] : [] };
}

/** A text with some bytes or lines changed. */
export function mutated(r: Random, text: string): string {
  const at = r.below(text.length + 1);
  const length = r.below(4);
  switch (r.below(5)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
      return text.slice(0, at) + String.fromCharCode(r.below(256)) + text.slice(at);
    case 2:
      return (
        text.slice(0, at) +
        r.pick(['{{', '}}', '[[', ']]', '#', ':', 'CHECK', '\\', '*', '(', '\n']) +
        text.slice(at)
      );
    case 3:
      return text.slice(0, at) + text.slice(r.below(text.length + 1));
    default: {
      const lines = text.split('\n');
      lines.splice(r.below(lines.length), r.below(2), r.pick(lines));
      return lines.join('\n');
    }
  }
}
