/**
 * What a spec (`.td`) says of a dialect, as data: made by `tablegen/` at build time (generated
 * TypeScript) or at run time (`--dialect-td`), read by `ir/` to verify, parse and print.
 * The one contract between the two folders: neither imports the other for it but by type.
 */
import type { Attribute } from '../attributes.js';
import type { Operation } from '../operation.js';
import type { Type } from '../types.js';

/** A named predicate over a type or an attribute; `summary` ends the sentence "must be …". */
export interface Constraint<T> {
  /** Record name, e.g. `AnyTensor`, or a synthesized one for an anonymous record. */
  readonly name: string;
  readonly summary: string;
  /** Absent when the predicate is not understood (upstream C++): the constraint is unchecked. */
  readonly test?: (self: T, op?: Operation) => boolean;
}

export type Arity = 'single' | 'optional' | 'variadic';

export interface ValueSpec {
  readonly name: string;
  readonly arity: Arity;
  readonly constraint: Constraint<Type> & {
    /** The one type that satisfies the constraint, as MLIR text (`i32`), when there is just one. */
    readonly buildableType?: string;
    /** `dialect.mnemonic` of the one class of types it takes: the format leaves that name out. */
    readonly strippedType?: string;
  };
}

export interface AttrSpec {
  readonly name: string;
  readonly constraint: Constraint<Attribute> & {
    /** Type that a literal of this attribute has, and which the format therefore leaves out. */
    readonly valueType?: string;
    /** `SymbolNameAttr`, `UnitAttr`, an enum's cases …: what the format prints specially. */
    readonly kind?:
      | 'symbol-name'
      | 'unit'
      | 'string'
      | 'integer'
      | 'float'
      | 'bool'
      | 'enum'
      | 'bit-enum'
      | 'dense-array'
      | 'type'
      | 'attr-def'
      | 'symbol-ref'
      | 'other';
    /** Cases of an enum attribute, in order. */
    readonly cases?: readonly EnumCase[];
    /** For `kind: 'bit-enum'`: what stands between two cases in text. */
    readonly separator?: string;
    /** For `kind: 'enum'` on an integer attribute: its bit width; absent for a string enum. */
    readonly enumWidth?: number;
    /** For `kind: 'dense-array'`: element type text (`i64`); for `attr-def`: `dialect.mnemonic`. */
    readonly element?: string;
  };
  readonly optional: boolean;
  /** MLIR text of the default value (`1 : i64`). */
  readonly defaultValue?: string;
}

export interface EnumCase {
  readonly symbol: string;
  readonly text: string;
  readonly value: bigint;
}

export interface RegionSpec {
  readonly name: string;
  readonly variadic: boolean;
  readonly constraint: {
    readonly kind: 'any' | 'sized' | 'min-sized' | 'max-sized';
    readonly size?: number;
  };
}

export interface SuccessorSpec {
  readonly name: string;
  readonly variadic: boolean;
}

/** The type of a value, or of each value of a group, made of the type of another one. */
export type TypeTransform = (lhs: Type) => Type | Type[];

/** A trait by its ODS name (`Pure`, `AllTypesMatch`) with its template arguments. */
export interface TraitSpec {
  readonly name: string;
  readonly args?: readonly string[];
  /** `TypesMatchWith`: from the type of lhs that of rhs, or of each value of its group. */
  readonly transform?: TypeTransform;
  /** `PredOpTrait`: summary in args[0], and the predicate over the op. */
  readonly test?: (op: Operation) => boolean;
}

/** A method of an interface. */
export interface InterfaceMethodSpec {
  readonly name: string;
  /** Asked of the kind, not of one of its kind: it takes no operation, type or attribute. */
  readonly isStatic?: boolean;
  /** The body is every implementation's: nobody replaces it. */
  readonly isFixed?: boolean;
  /** Of those that write none; takes the operation, type or attribute first. */
  readonly body?: (...args: never[]) => unknown;
}

/** `T`: the interface as TypeScript sees it, which `interfaceOf` gives. */
export interface InterfaceSpec<T = unknown> {
  readonly name: string;
  readonly methods: readonly InterfaceMethodSpec[];
  /** What has this interface has these too. */
  readonly bases?: readonly InterfaceSpec[];
  /** Never there: it carries the type. */
  readonly view?: T;
}

/** An interface of an operation, type or attribute, and the methods that its own spec writes. */
export interface ImplementedInterface {
  readonly of: InterfaceSpec;
  readonly methods?: Readonly<Record<string, InterfaceMethodSpec['body']>>;
}

/** One element of a declarative `assemblyFormat`; indices point into the op's lists. */
export type FormatElement =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'whitespace'; readonly text: string }
  | { readonly kind: 'attr-dict'; readonly withKeyword: boolean }
  | { readonly kind: 'prop-dict' }
  | { readonly kind: 'operands' }
  | { readonly kind: 'regions' }
  | { readonly kind: 'successors' }
  | { readonly kind: 'operand'; readonly index: number }
  | { readonly kind: 'attribute'; readonly index: number; readonly qualified?: boolean }
  | { readonly kind: 'region'; readonly index: number }
  | { readonly kind: 'successor'; readonly index: number }
  | { readonly kind: 'type'; readonly of: TypeOperand; readonly qualified?: boolean }
  | {
      readonly kind: 'functional-type';
      readonly inputs: TypeOperand;
      readonly results: TypeOperand;
    }
  | {
      readonly kind: 'optional';
      readonly then: readonly FormatElement[];
      readonly otherwise: readonly FormatElement[];
      /** Position in `then` of the element whose presence decides; `inverted` when in `otherwise`. */
      readonly anchor: number;
      readonly inverted: boolean;
    }
  | {
      readonly kind: 'oilist';
      readonly clauses: readonly {
        readonly keyword: string;
        readonly elements: readonly FormatElement[];
      }[];
    }
  | { readonly kind: 'custom'; readonly name: string; readonly args: readonly FormatElement[] }
  | { readonly kind: 'ref'; readonly element: FormatElement };

export type TypeOperand =
  | { readonly kind: 'operand'; readonly index: number }
  | { readonly kind: 'result'; readonly index: number }
  | { readonly kind: 'operands' }
  | { readonly kind: 'results' };

export interface OpSpec {
  /** Full name, `qnn.conv2d`. */
  readonly name: string;
  /** Class name, `Conv2DOp`. */
  readonly className: string;
  readonly summary: string;
  readonly description: string;
  readonly operands: readonly ValueSpec[];
  readonly results: readonly ValueSpec[];
  readonly attributes: readonly AttrSpec[];
  readonly regions: readonly RegionSpec[];
  readonly successors: readonly SuccessorSpec[];
  readonly traits: readonly TraitSpec[];
  readonly interfaces?: readonly ImplementedInterface[];
  /** Absent: the op prints in generic form, or by a hand-written hook when `hasCustomAssemblyFormat`. */
  readonly format?: readonly FormatElement[];
  readonly hasCustomAssemblyFormat: boolean;
  readonly hasVerifier: boolean;
  readonly hasRegionVerifier: boolean;
  readonly hasFolder: boolean;
  readonly hasCanonicalizer: boolean;
}

/** A type or attribute declared by `TypeDef` / `AttrDef` with parameters and a declarative format. */
export interface TypeDefSpec {
  readonly name: string;
  readonly className: string;
  readonly mnemonic: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly ParameterSpec[];
  /** Elements use `literal`, `params`, `struct(params)` and parameter references. */
  readonly format?: readonly TypeDefFormatElement[];
  readonly interfaces?: readonly ImplementedInterface[];
  readonly hasVerifier: boolean;
}

export interface ParameterSpec {
  readonly name: string;
  /** What is parsed and printed: an integer, a type, an attribute, a string, or a list of one. */
  readonly kind:
    | 'integer'
    | 'bool'
    | 'type'
    | 'attribute'
    | 'string'
    | 'integer-list'
    | 'type-list'
    | 'attribute-list'
    | 'enum'
    | 'bit-enum'
    | 'other';
  readonly optional: boolean;
  readonly defaultValue?: string;
  /** Of an integer, or of each in a list: its least and greatest value. */
  readonly range?: readonly [min: number, max: number];
  readonly cases?: readonly EnumCase[];
  /** For `kind: 'bit-enum'`: what stands between two cases in text. */
  readonly separator?: string;
  /** Of a type or attribute: `dialect.mnemonic` of its one class, which the text leaves out. */
  readonly element?: string;
}

export type TypeDefFormatElement =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'whitespace'; readonly text: string }
  | { readonly kind: 'param'; readonly index: number; readonly qualified?: boolean }
  | { readonly kind: 'params' | 'struct'; readonly indices: readonly number[] }
  | {
      readonly kind: 'optional';
      readonly then: readonly TypeDefFormatElement[];
      readonly otherwise: readonly TypeDefFormatElement[];
      /** Position of the element whose presence decides, in `otherwise` when `inverted`. */
      readonly anchor: number;
      readonly inverted?: boolean;
    };

export interface DialectSpec {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly ops: readonly OpSpec[];
  readonly types: readonly TypeDefSpec[];
  readonly attrs: readonly TypeDefSpec[];
  readonly hasConstantMaterializer: boolean;
}
