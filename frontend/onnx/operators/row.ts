import type { Value } from '../../../ir/index.js';
import type { Node } from '../node.js';

/** Imports a node: the values of its outputs, in order; a missing one is not supported. */
export type Row = (n: Node) => Value | readonly (Value | undefined)[];

export type Rows = Readonly<Record<string, Row>>;
