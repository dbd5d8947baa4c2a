/** The syntax tree of a `.td` file. `pos` is an offset into the file the tree was made from. */

export type TypeNode =
  | { readonly kind: 'bit' | 'int' | 'string' | 'dag'; readonly pos: number }
  | { readonly kind: 'bits'; readonly width: number; readonly pos: number }
  | { readonly kind: 'list'; readonly element: TypeNode; readonly pos: number }
  | { readonly kind: 'class'; readonly name: string; readonly pos: number };

export interface DagArgNode {
  /** Absent in `$name` alone. */
  readonly value?: ValueNode;
  readonly name?: string;
}

/** `1`, `0-3`, `0...3`: in bit ranges, list slices and `foreach`. */
export interface RangeNode {
  readonly from: ValueNode;
  readonly to?: ValueNode;
}

/** `value` or `name = value` between the angle brackets of a class reference. */
export interface ArgumentNode {
  readonly name?: string;
  readonly value: ValueNode;
  readonly pos: number;
}

export type ValueNode =
  | { readonly kind: 'unset'; readonly pos: number }
  | { readonly kind: 'int'; readonly value: bigint; readonly pos: number }
  | {
      readonly kind: 'binary';
      readonly value: bigint;
      readonly width: number;
      readonly pos: number;
    }
  | { readonly kind: 'string'; readonly text: string; readonly code: boolean; readonly pos: number }
  | { readonly kind: 'bits'; readonly elements: readonly ValueNode[]; readonly pos: number }
  | {
      readonly kind: 'list';
      readonly elements: readonly ValueNode[];
      readonly elementType?: TypeNode;
      readonly pos: number;
    }
  | {
      readonly kind: 'dag';
      readonly operator: ValueNode;
      readonly operatorName?: string;
      readonly args: readonly DagArgNode[];
      readonly pos: number;
    }
  | { readonly kind: 'id'; readonly name: string; readonly pos: number }
  | {
      readonly kind: 'instance';
      readonly name: string;
      readonly args: readonly ArgumentNode[];
      readonly pos: number;
    }
  | {
      readonly kind: 'bang';
      /** Without the `!`. */
      readonly operator: string;
      readonly type?: TypeNode;
      readonly args: readonly ValueNode[];
      readonly pos: number;
    }
  | {
      readonly kind: 'cond';
      readonly clauses: readonly { readonly condition: ValueNode; readonly value: ValueNode }[];
      readonly pos: number;
    }
  | {
      readonly kind: 'bit-range';
      readonly base: ValueNode;
      readonly ranges: readonly RangeNode[];
      readonly pos: number;
    }
  | {
      readonly kind: 'slice';
      readonly base: ValueNode;
      readonly ranges: readonly RangeNode[];
      /** `l[1,]` is a list of one; `l[1]` is an element. */
      readonly trailingComma: boolean;
      readonly pos: number;
    }
  | {
      readonly kind: 'field';
      readonly base: ValueNode;
      readonly name: string;
      readonly pos: number;
    }
  | {
      readonly kind: 'paste';
      readonly left: ValueNode;
      /** Absent when the `#` ends a name: it pastes nothing. */
      readonly right?: ValueNode;
      readonly pos: number;
    };

export interface ClassReferenceNode {
  readonly name: string;
  readonly args: readonly ArgumentNode[];
  readonly pos: number;
}

export interface DeclarationNode {
  readonly kind: 'declaration';
  /** Declared with `field`: may stay without a concrete value. */
  readonly isField: boolean;
  readonly type: TypeNode;
  readonly name: string;
  readonly value?: ValueNode;
  readonly pos: number;
}

export interface LetNode {
  readonly kind: 'let';
  readonly name: string;
  readonly bits?: readonly RangeNode[];
  readonly value: ValueNode;
  readonly pos: number;
}

export interface DefvarNode {
  readonly kind: 'defvar';
  readonly name: string;
  readonly value: ValueNode;
  readonly pos: number;
}

export interface AssertNode {
  readonly kind: 'assert';
  readonly condition: ValueNode;
  readonly message: ValueNode;
  readonly pos: number;
}

export interface DumpNode {
  readonly kind: 'dump';
  readonly message: ValueNode;
  readonly pos: number;
}

export type BodyItemNode = DeclarationNode | LetNode | DefvarNode | AssertNode | DumpNode;

export interface ObjectBodyNode {
  readonly parents: readonly ClassReferenceNode[];
  /** Absent when the object ends in `;`. */
  readonly items: readonly BodyItemNode[];
}

export type StatementNode =
  | { readonly kind: 'include'; readonly path: string; readonly pos: number }
  | {
      readonly kind: 'class';
      readonly name: string;
      readonly params: readonly DeclarationNode[];
      readonly body: ObjectBodyNode;
      /** `class A;` declares; a later one may define. */
      readonly hasBody: boolean;
      readonly pos: number;
    }
  | {
      readonly kind: 'def';
      readonly name?: ValueNode;
      readonly body: ObjectBodyNode;
      readonly pos: number;
      readonly namePos: number;
    }
  | {
      readonly kind: 'multiclass';
      readonly name: string;
      readonly params: readonly DeclarationNode[];
      readonly parents: readonly ClassReferenceNode[];
      readonly statements: readonly StatementNode[];
      readonly pos: number;
    }
  | {
      readonly kind: 'defm';
      readonly name?: ValueNode;
      readonly parents: readonly ClassReferenceNode[];
      readonly pos: number;
    }
  | {
      readonly kind: 'let-in';
      readonly lets: readonly LetNode[];
      readonly statements: readonly StatementNode[];
      readonly pos: number;
    }
  | {
      readonly kind: 'foreach';
      readonly name: string;
      /** Ranges (`0-3`, `{0...2, 7}`) or one list value. */
      readonly ranges?: readonly RangeNode[];
      readonly list?: ValueNode;
      readonly statements: readonly StatementNode[];
      readonly pos: number;
    }
  | {
      readonly kind: 'if';
      readonly condition: ValueNode;
      readonly then: readonly StatementNode[];
      readonly otherwise?: readonly StatementNode[];
      readonly pos: number;
    }
  | {
      readonly kind: 'defset';
      readonly type: TypeNode;
      readonly name: string;
      readonly statements: readonly StatementNode[];
      readonly pos: number;
    }
  | {
      readonly kind: 'deftype';
      readonly name: string;
      readonly type: TypeNode;
      readonly pos: number;
    }
  | DefvarNode
  | AssertNode
  | DumpNode;
