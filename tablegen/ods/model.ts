/**
 * A dialect's spec as plain data: what the generator prints and what the loader turns into
 * functions. Predicates and native code are TypeScript text here.
 */
import type {
  Arity,
  AttrSpec,
  EnumCase,
  FormatElement,
  ParameterSpec,
  RegionSpec,
  SuccessorSpec,
  TypeDefFormatElement,
} from '../../ir/index.js';

export type AttrKind = NonNullable<AttrSpec['constraint']['kind']>;

export interface ConstraintModel {
  /** Record name, or one made up for an anonymous record. */
  readonly name: string;
  readonly summary: string;
  /** Expression over `$_self` and `$_op`; absent when everything satisfies the constraint. */
  readonly predicate?: string;
  /** A part of the record's predicate is not understood: less is checked than it says. */
  readonly unchecked?: boolean;
}

export interface TypeConstraintModel extends ConstraintModel {
  readonly buildableType?: string;
  /** `dialect.mnemonic` of the one class of types it takes, which the format prints without it. */
  readonly strippedType?: string;
}

export interface ValueModel {
  readonly name: string;
  readonly arity: Arity;
  readonly constraint: TypeConstraintModel;
  /** For the documents: `Arg<…, "text">`. */
  readonly description: string;
}

export interface AttrConstraintModel extends ConstraintModel {
  readonly kind: AttrKind;
  readonly valueType?: string;
  readonly element?: string;
  readonly enum?: EnumModel;
  /** TypeScript: class, type of the value, expressions from one to the other. */
  readonly storageType: string;
  readonly returnType: string;
  readonly convertFromStorage: string;
  readonly constBuilderCall: string;
}

export interface AttrModel {
  readonly name: string;
  readonly constraint: AttrConstraintModel;
  readonly optional: boolean;
  /** MLIR text. */
  readonly defaultValue?: string;
  readonly description: string;
  /** Code sees a value where it sees an attribute of others. */
  readonly isProperty?: boolean;
}

export interface EnumModel {
  readonly name: string;
  readonly summary: string;
  readonly cases: readonly EnumCase[];
  /** Bits of an integer enum; absent for one stored as a string. */
  readonly width?: number;
  readonly isBitEnum: boolean;
  /** Of a bit enum: what stands between two cases in text. */
  readonly separator: string;
  /** Declared in the dialect's own file or one it includes from its tree, not in the base library. */
  readonly isOwn: boolean;
}

export interface TraitModel {
  readonly name: string;
  readonly args: readonly string[];
  /** `TypesMatchWith`: expression over `$_self`, the type of lhs. */
  readonly transform?: string;
  /** `PredOpTrait`: expression over `$_op`. */
  readonly predicate?: string;
  /** The transform or the predicate is not understood. */
  readonly unchecked?: boolean;
}

/** A name with a TypeScript type. */
export interface ParameterOfCode {
  readonly name: string;
  readonly type: string;
  readonly defaultValue?: string;
}

/** Bodies are TypeScript over `$_op`, `$_type` or `$_attr`. */
export interface InterfaceMethodModel {
  readonly name: string;
  readonly description: string;
  readonly returnType: string;
  readonly parameters: readonly ParameterOfCode[];
  readonly isStatic: boolean;
  readonly isFixed: boolean;
  readonly body?: string;
}

export interface InterfaceModel {
  readonly name: string;
  readonly kind: 'operation' | 'type' | 'attribute';
  readonly description: string;
  readonly methods: readonly InterfaceMethodModel[];
  readonly bases: readonly InterfaceModel[];
}

export interface ImplementedInterfaceModel {
  readonly of: InterfaceModel;
  /** Written by hand though they have a default. */
  readonly required: readonly string[];
  /** Written where the interface is declared. */
  readonly bodies: readonly { readonly name: string; readonly body: string }[];
}

/** An overload of the generated `build`. */
export interface BuilderModel {
  readonly parameters: readonly ParameterOfCode[];
  /** TypeScript over `$_builder` and `$_loc`. */
  readonly body: string;
}

export interface OpModel {
  readonly recordName: string;
  /** `qnn.conv2d`. */
  readonly name: string;
  readonly className: string;
  readonly summary: string;
  readonly description: string;
  readonly operands: readonly ValueModel[];
  readonly results: readonly ValueModel[];
  readonly attributes: readonly AttrModel[];
  readonly regions: readonly RegionSpec[];
  readonly successors: readonly SuccessorSpec[];
  readonly traits: readonly TraitModel[];
  readonly interfaces: readonly ImplementedInterfaceModel[];
  readonly builders: readonly BuilderModel[];
  readonly skipDefaultBuilders: boolean;
  readonly format?: readonly FormatElement[];
  readonly formatText?: string;
  /** Why the spec's declarative format cannot be used: it relies on what is not understood. */
  readonly formatProblem?: string;
  readonly hasCustomAssemblyFormat: boolean;
  /** The dialect whose prefix operations in its regions may leave out. */
  readonly defaultDialect?: string;
  readonly hasVerifier: boolean;
  readonly hasRegionVerifier: boolean;
  readonly hasFolder: boolean;
  readonly hasCanonicalizer: boolean;
}

export interface ParameterModel extends ParameterSpec {
  /** TypeScript type. */
  readonly type: string;
  /** The enum that the parameter is a case or a set of cases of. */
  readonly enum?: EnumModel;
  readonly description: string;
}

export interface TypeDefModel {
  readonly name: string;
  readonly className: string;
  readonly mnemonic: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly ParameterModel[];
  readonly format?: readonly TypeDefFormatElement[];
  readonly formatText?: string;
  readonly interfaces: readonly ImplementedInterfaceModel[];
  readonly hasVerifier: boolean;
}

export interface DialectModel {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly ops: readonly OpModel[];
  readonly types: readonly TypeDefModel[];
  readonly attrs: readonly TypeDefModel[];
  readonly enums: readonly EnumModel[];
  readonly interfaces: readonly InterfaceModel[];
  /** Written for MLIR: what it leaves to C++ is not known. */
  readonly isForeign: boolean;
  /** The types (attributes) declared are all there are: no C++ reads others. */
  readonly declaresAllTypes: boolean;
  readonly declaresAllAttributes: boolean;
  readonly hasConstantMaterializer: boolean;
}

export interface PassOptionModel {
  readonly name: string;
  readonly argument: string;
  readonly type: string;
  readonly isList: boolean;
  readonly defaultValue: string;
  readonly description: string;
}

export interface PassModel {
  readonly recordName: string;
  readonly argument: string;
  /** Op that the pass runs on; empty for any. */
  readonly anchor: string;
  readonly summary: string;
  readonly description: string;
  readonly dependentDialects: readonly string[];
  readonly options: readonly PassOptionModel[];
  readonly statistics: readonly {
    readonly name: string;
    readonly argument: string;
    readonly description: string;
  }[];
}
