import { type Diagnostic, note, type Operation } from '../ir/index.js';

/** What may appear at a level, as data. A line for an operation beats one for its dialect. */
export interface LegalitySpec {
  /** Name of the level in messages, `npu`. */
  readonly name?: string;
  readonly legalDialects?: readonly string[];
  readonly illegalDialects?: readonly string[];
  readonly legalOps?: readonly string[];
  readonly illegalOps?: readonly string[];
  /** Legal under a condition; a string says why not. */
  readonly dynamic?: Readonly<Record<string, (op: Operation) => boolean | string>>;
}

/** `unknown`: the spec does not mention it. */
export type Legality =
  | { readonly kind: 'legal' | 'unknown' }
  | { readonly kind: 'illegal'; readonly reason: string | undefined };

const LEGAL: Legality = { kind: 'legal' };
const UNKNOWN: Legality = { kind: 'unknown' };
const ILLEGAL: Legality = { kind: 'illegal', reason: undefined };

export function legalityOf(op: Operation, spec: LegalitySpec): Legality {
  const { name } = op;
  const dynamic = spec.dynamic;
  if (dynamic && Object.hasOwn(dynamic, name)) {
    const answer = dynamic[name](op);
    if (answer === true) return LEGAL;
    return typeof answer === 'string' ? { kind: 'illegal', reason: answer } : ILLEGAL;
  }
  if (spec.legalOps?.includes(name)) return LEGAL;
  if (spec.illegalOps?.includes(name)) return ILLEGAL;
  const { dialect } = op.def;
  if (spec.legalDialects?.includes(dialect)) return LEGAL;
  return spec.illegalDialects?.includes(dialect) ? ILLEGAL : UNKNOWN;
}

/**
 * What stands inside `root` (and `root` itself) that the level does not allow. An operation the
 * spec does not mention is not allowed.
 */
export function checkLegality(root: Operation, spec: LegalitySpec): Diagnostic[] {
  const found: Diagnostic[] = [];
  const level = spec.name ? `on level '${spec.name}'` : 'here';
  root.walk((op) => {
    const legality = legalityOf(op, spec);
    if (legality.kind === 'legal') return;
    const reason = legality.kind === 'illegal' ? legality.reason : undefined;
    const { loc } = op;
    const notes =
      legality.kind === 'unknown' ? [note(loc, `the level does not list '${op.name}'`)] : [];
    const message = `'${op.name}' op may not appear ${level}${reason ? `: ${reason}` : ''}`;
    found.push({ severity: 'error', loc, message, notes });
  });
  return found;
}
