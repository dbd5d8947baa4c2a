/**
 * The syntax tree of PDLL. The parser makes it; the checker fills in what is marked so: the type
 * of every expression and the declaration behind every name.
 */
import type { Span } from './source.js';
import type { PdllType } from './types.js';

export interface Module {
  readonly span: Span;
  readonly items: readonly (Include | Decl)[];
}

export interface Include {
  readonly kind: 'include';
  readonly path: string;
  /** Of the path with its quotes. */
  readonly span: Span;
}

export type Decl = PatternDecl | CallableDecl;

export interface Ident {
  readonly text: string;
  readonly span: Span;
}

export interface PatternDecl {
  readonly kind: 'pattern';
  readonly name: Ident | undefined;
  readonly benefit: number | undefined;
  readonly recursion: boolean;
  readonly body: readonly Stmt[];
  readonly span: Span;
}

/** A constraint or rewrite: native (no body, or foreign code) or written in PDLL. */
export interface CallableDecl {
  readonly kind: 'constraint' | 'rewrite';
  readonly name: Ident;
  readonly params: readonly VariableDecl[];
  readonly results: readonly VariableDecl[];
  /** Text of `[{ … }]`: kept, not run; the function is registered by its name. */
  readonly code: string | undefined;
  /** Absent: native. `=> expr;` is a body of one return. */
  readonly body: readonly Stmt[] | undefined;
  readonly span: Span;
  /** Filled in by the checker: type of a call. */
  resultType: PdllType;
}

export interface VariableDecl {
  /** `_` for a variable without a name. */
  readonly name: Ident;
  readonly constraints: readonly ConstraintRef[];
  readonly init: Expr | undefined;
  readonly span: Span;
  /** Filled in by the checker. */
  type: PdllType;
}

export interface ConstraintRef {
  readonly kind: 'attr' | 'op' | 'type' | 'type-range' | 'value' | 'value-range' | 'user';
  /** Op name of `Op<name>`, or the name of a user constraint. */
  readonly name: string | undefined;
  /** The type expression of `Attr<t>`, `Value<t>`, `ValueRange<ts>`. */
  readonly of: Expr | undefined;
  readonly span: Span;
  /** Filled in by the checker, for a user constraint. */
  callee: CallableDecl | undefined;
}

export type Stmt =
  | { readonly kind: 'let'; readonly decl: VariableDecl; readonly span: Span }
  | { readonly kind: 'return'; readonly value: Expr; readonly span: Span }
  | { readonly kind: 'erase'; readonly op: Expr; readonly span: Span }
  | {
      readonly kind: 'replace';
      readonly op: Expr;
      readonly values: readonly Expr[];
      readonly span: Span;
    }
  | {
      readonly kind: 'rewrite';
      readonly op: Expr;
      readonly body: readonly Stmt[];
      readonly span: Span;
    }
  | { readonly kind: 'expr'; readonly value: Expr; readonly span: Span };

interface ExprBase {
  readonly span: Span;
  /** Filled in by the checker. */
  type: PdllType;
}

export type Expr = RefExpr | VarExpr | ConstExpr | OpExpr | CallExpr | MemberExpr | TupleExpr;

export interface RefExpr extends ExprBase {
  readonly kind: 'ref';
  readonly name: string;
  /** Filled in by the checker. */
  decl: VariableDecl | undefined;
}

/** A variable declared where it is used: `x: Value`. */
export interface VarExpr extends ExprBase {
  readonly kind: 'var';
  readonly decl: VariableDecl;
}

/** `attr<"…">` or `type<"…">`. */
export interface ConstExpr extends ExprBase {
  readonly kind: 'attr' | 'type';
  readonly text: string;
}

export interface OpExpr extends ExprBase {
  readonly kind: 'op';
  /** Absent: `op<>`, any. */
  readonly name: Ident | undefined;
  /** Absent: any (matching) or none (making). */
  readonly operands: readonly Expr[] | undefined;
  readonly attributes: readonly { readonly name: Ident; readonly value: Expr | undefined }[];
  readonly results: readonly Expr[] | undefined;
  /** Filled in by the checker: whether it matches an operation, or makes one. */
  matches: boolean;
}

export interface CallExpr extends ExprBase {
  readonly kind: 'call';
  readonly name: Ident;
  readonly args: readonly Expr[];
  readonly negated: boolean;
  /** Filled in by the checker. */
  callee: CallableDecl | undefined;
}

export interface MemberExpr extends ExprBase {
  readonly kind: 'member';
  readonly base: Expr;
  readonly member: Ident;
}

export interface TupleExpr extends ExprBase {
  readonly kind: 'tuple';
  readonly elements: readonly { readonly name: Ident | undefined; readonly value: Expr }[];
}
