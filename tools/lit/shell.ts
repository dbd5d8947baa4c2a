/** The command language of RUN lines: words, quotes, pipes, lists and redirections; no expansion. */
import { LitError } from './config.js';

export interface Redirect {
  /** What is redirected: standard input, output, error output, or both outputs. */
  readonly from: 'in' | 'out' | 'err' | 'both';
  /** A file, or the other output (`2>&1`, `>&2`). */
  readonly to: { readonly file: string; readonly append: boolean } | 'out' | 'err';
}

export interface Command {
  readonly words: readonly string[];
  readonly redirects: readonly Redirect[];
}

export type Script =
  | { readonly kind: 'pipe'; readonly commands: readonly Command[] }
  | { readonly kind: '&&' | '||' | ';'; readonly left: Script; readonly right: Script };

type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'op'; readonly text: string };

// The redirections come first: the digit before `>` belongs to them.
const OPERATOR = /^(?:2>&1|[1]?>&2|&>>|&>|2>>|2>|1?>>|1?>|<|\|\||\|&|\||&&|&|;|[()])/;

function tokens(text: string): Token[] {
  const out: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at])) {
      at++;
      continue;
    }
    const op = OPERATOR.exec(text.slice(at))?.[0];
    if (op) {
      out.push({ kind: 'op', text: op });
      at += op.length;
      continue;
    }
    let word = '';
    while (at < text.length && !/[\s|&;<>()]/.test(text[at])) {
      const piece = quotedPiece(text, at);
      word += piece.text;
      at = piece.end;
    }
    out.push({ kind: 'word', text: word });
  }
  return out;
}

function quotedPiece(text: string, at: number): { text: string; end: number } {
  const c = text[at];
  if (c === '\\') return { text: text[at + 1] ?? '\\', end: at + 2 };
  if (c !== "'" && c !== '"') return { text: c, end: at + 1 };
  let out = '';
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === c) return { text: out, end: i + 1 };
    if (c === '"' && text[i] === '\\' && /["\\$`]/.test(text[i + 1] ?? '')) i++;
    out += text[i];
  }
  throw new LitError(`the quote ${c} is not closed`);
}

/** Parses a command line; throws LitError on what the language does not have. */
export function parseScript(text: string): Script {
  const list = tokens(text);
  let at = 0;
  const op = () => (list[at]?.kind === 'op' ? list[at].text : undefined);

  const command = (): Command => {
    const words: string[] = [];
    const redirects: Redirect[] = [];
    for (; at < list.length; at++) {
      const token = list[at];
      if (token.kind === 'word') {
        words.push(token.text);
        continue;
      }
      const redirect = REDIRECTS[token.text];
      if (redirect === undefined) break;
      if (redirect.to !== undefined) {
        redirects.push({ from: redirect.from, to: redirect.to });
        continue;
      }
      const file = list[++at];
      if (file?.kind !== 'word') throw new LitError(`'${token.text}' needs a file`);
      const append = token.text.endsWith('>>');
      redirects.push({ from: redirect.from, to: { file: file.text, append } });
    }
    if (words.length === 0) {
      const before = at < list.length ? `before '${list[at].text}'` : 'at the end';
      throw new LitError(`a command is missing ${before}`);
    }
    return { words, redirects };
  };
  const pipe = (): Script => {
    const commands = [command()];
    for (; op() === '|' || op() === '|&'; ) {
      if (op() === '|&') {
        const last = commands[commands.length - 1];
        const redirects: Redirect[] = [...last.redirects, { from: 'err', to: 'out' }];
        commands[commands.length - 1] = { ...last, redirects };
      }
      at++;
      commands.push(command());
    }
    return { kind: 'pipe', commands };
  };
  const chain = (): Script => {
    let left = pipe();
    for (let kind = op(); kind === '&&' || kind === '||'; kind = op()) {
      at++;
      left = { kind, left, right: pipe() };
    }
    return left;
  };
  let script = chain();
  while (op() === ';') {
    at++;
    if (at === list.length) break;
    script = { kind: ';', left: script, right: chain() };
  }
  if (at < list.length) throw new LitError(`'${list[at].text}' has no meaning here`);
  return script;
}

const REDIRECTS: Readonly<Record<string, { from: Redirect['from']; to?: 'out' | 'err' }>> = {
  '<': { from: 'in' },
  '>': { from: 'out' },
  '>>': { from: 'out' },
  '1>': { from: 'out' },
  '1>>': { from: 'out' },
  '2>': { from: 'err' },
  '2>>': { from: 'err' },
  '&>': { from: 'both' },
  '&>>': { from: 'both' },
  '2>&1': { from: 'err', to: 'out' },
  '>&2': { from: 'out', to: 'err' },
  '1>&2': { from: 'out', to: 'err' },
};

/** All commands of a script, in order. */
export function commandsOf(script: Script): readonly Command[] {
  return script.kind === 'pipe'
    ? script.commands
    : [...commandsOf(script.left), ...commandsOf(script.right)];
}
