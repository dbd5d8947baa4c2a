/** Constraints of irdl, asked of the types and attributes of one operation, type or attribute. */
import {
  AffineMapAttr,
  ArrayAttr,
  type Attribute,
  ComplexType,
  DenseArrayAttr,
  DenseElementsAttr,
  DenseResourceAttr,
  DenseStringsAttr,
  DialectAttr,
  DialectType,
  DictionaryAttr,
  DistinctAttr,
  FloatAttr,
  FloatType,
  FunctionType,
  IndexType,
  IntegerAttr,
  IntegerSetAttr,
  IntegerType,
  MemRefType,
  NoneType,
  OpaqueAttr,
  OpaqueType,
  type Operation,
  RankedTensorType,
  SparseElementsAttr,
  StridedLayoutAttr,
  StringAttr,
  SymbolRefAttr,
  TupleType,
  Type,
  TypeAttr,
  UnitAttr,
  UnrankedMemRefType,
  UnrankedTensorType,
  type Value,
  VectorType,
} from '../../ir/index.js';

export type Subject = Type | Attribute;

const subjectOf = (attr: Attribute): Subject => (attr instanceof TypeAttr ? attr.type : attr);

/** What an attribute stands for as a parameter: a type stands for itself. */
export function subjectsOf(parameters: readonly Attribute[]): Subject[] {
  return parameters.map(subjectOf);
}

/** How text names the class of a builtin type or attribute, after `builtin.`. */
const BUILTIN = new Map<unknown, string>([
  [ComplexType, 'complex'],
  [FunctionType, 'function'],
  [IndexType, 'index'],
  [IntegerType, 'integer'],
  [MemRefType, 'memref'],
  [NoneType, 'none'],
  [OpaqueType, 'opaque'],
  [RankedTensorType, 'tensor'],
  [TupleType, 'tuple'],
  [UnrankedMemRefType, 'unranked_memref'],
  [UnrankedTensorType, 'unranked_tensor'],
  [VectorType, 'vector'],
  [AffineMapAttr, 'affine_map'],
  [ArrayAttr, 'array'],
  [DenseArrayAttr, 'dense_array'],
  [DenseElementsAttr, 'dense_intorfp_elements'],
  [DenseResourceAttr, 'dense_resource_elements'],
  [DenseStringsAttr, 'dense_string_elements'],
  [DictionaryAttr, 'dictionary'],
  [DistinctAttr, 'distinct'],
  [FloatAttr, 'float'],
  [IntegerAttr, 'integer'],
  [IntegerSetAttr, 'integer_set'],
  [OpaqueAttr, 'opaque'],
  [SparseElementsAttr, 'sparse_elements'],
  [StridedLayoutAttr, 'strided_layout'],
  [StringAttr, 'string'],
  [SymbolRefAttr, 'symbol_ref'],
  [UnitAttr, 'unit'],
]);

/** `dialect.name` of the definition that a type or attribute is of. */
function baseName(subject: Subject): string {
  if (subject instanceof DialectType || subject instanceof DialectAttr) {
    return `${subject.dialect}.${subject.mnemonic}`;
  }
  if (subject instanceof FloatType) return `builtin.${subject}`;
  const name = BUILTIN.get(subject.constructor);
  return name === undefined ? subject.dialect : `builtin.${name}`;
}

/** What the constraints of a definition stand for so far: one value each. */
export class Assignment {
  private readonly values = new Map<Value, Subject>();

  /** What is wrong with the subject, or undefined. */
  problem(constraint: Value, subject: Subject): string | undefined {
    const known = this.values.get(constraint);
    if (known !== undefined) {
      return known === subject ? undefined : `expected '${known}' but got '${subject}'`;
    }
    const problem = this.ask(constraint.definingOp!, subject);
    if (problem === undefined) this.values.set(constraint, subject);
    return problem;
  }

  private ask(op: Operation, subject: Subject): string | undefined {
    switch (op.name) {
      case 'irdl.is': {
        const expected = subjectOf(op.attr('expected')!);
        return expected === subject ? undefined : `expected '${expected}' but got '${subject}'`;
      }
      case 'irdl.base':
        return baseProblem(op, subject);
      case 'irdl.parametric':
        return this.parametric(op, subject);
      case 'irdl.any_of': {
        const fits = op.operands.some((v) => this.problem(v, subject) === undefined);
        return fits ? undefined : `'${subject}' does not satisfy the constraint`;
      }
      case 'irdl.all_of':
        for (const value of op.operands) {
          const problem = this.problem(value, subject);
          if (problem !== undefined) return problem;
        }
        return undefined;
      default:
        // `any`; a predicate in C++ is not asked, as in the reference.
        return undefined;
    }
  }

  private parametric(op: Operation, subject: Subject): string | undefined {
    const name = symbolName(op.attr('base_type'));
    if (!(subject instanceof DialectType || subject instanceof DialectAttr)) {
      return `expected base type '${name}' but got '${subject}'`;
    }
    if (baseName(subject) !== name) {
      return `expected base ${kindOf(subject)} '${name}' but got '${subject}'`;
    }
    const parameters = subjectsOf((subject.parameters[0] ?? []) as readonly Attribute[]);
    if (parameters.length !== op.numOperands) {
      return `'${name}' has ${parameters.length} parameters, not ${op.numOperands}`;
    }
    for (let i = 0; i < op.numOperands; i++) {
      const problem = this.problem(op.operand(i), parameters[i]);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
}

const kindOf = (subject: Subject) => (subject instanceof Type ? 'type' : 'attribute');

/** `@dialect::@type` as `dialect.type`. */
function symbolName(attr: Attribute | undefined): string {
  return attr instanceof SymbolRefAttr ? [attr.root, ...attr.nested].join('.') : '';
}

function baseProblem(op: Operation, subject: Subject): string | undefined {
  const given = op.attr('base_name');
  const text = given instanceof StringAttr ? given.value : undefined;
  const name = text?.slice(1) ?? symbolName(op.attr('base_ref'));
  const wantsType = text === undefined ? undefined : text.startsWith('!');
  const found = baseName(subject);
  if (found === name && (wantsType === undefined || wantsType === subject instanceof Type)) {
    return undefined;
  }
  return `expected base ${wantsType === false || !(subject instanceof Type) ? 'attribute' : 'type'} '${name}' but got '${found}'`;
}
