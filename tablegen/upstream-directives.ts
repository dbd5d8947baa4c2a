/** `custom<Name>` directives of upstream's dialects that are written in C++ there. */
import type {
  Attribute,
  CustomOpParser,
  FormatDirective,
  OpPrinter,
  ParseSlot,
  PrintSlot,
  Region,
  Type,
  UnresolvedOperand,
} from '../ir/index.js';
import type { IrModule } from './cpp/library.js';

/** A size or an index that a value gives (`ShapedType::kDynamic`). */
const DYNAMIC = -(2n ** 63n);

/** By name. */
export function upstreamDirectives(ir: IrModule): Readonly<Record<string, FormatDirective>> {
  return {
    DynamicIndexList: dynamicIndexList(ir),
    TypeOrAttr: typeOrAttr(ir),
    GlobalMemrefOpTypeAndInitialValue: typeAndInitialValue(ir),
    EmitCGlobalOpTypeAndInitialValue: typeAndInitialValue(ir),
    SwitchCases: switchCases(ir),
    AsyncDependencies: asyncDependencies(ir),
    AwaitResultType: awaitResultType(ir),
    AllReduceOperation: optionalStripped(ir, 'gpu.all_reduce_op'),
    LaunchFuncOperands: launchFuncOperands(ir),
    OperationOpAttributes: operationAttributes(ir),
  };
}

/** `[%a, 4, [8]]`: numbers, values where a number is not known, brackets around scalable ones. */
function dynamicIndexList(ir: IrModule): FormatDirective {
  return {
    parse(p, [values, statics, scalable]) {
      const operands: UnresolvedOperand[] = [];
      const numbers: bigint[] = [];
      const flags: number[] = [];
      const item = () => {
        const inBrackets = p.accept(ir.Tok.lsquare);
        if (p.atOperand()) {
          operands.push(p.operand());
          numbers.push(DYNAMIC);
        } else numbers.push(p.integer('an operand or an integer'));
        if (inBrackets) p.expect(ir.Tok.rsquare, "']'");
        flags.push(inBrackets ? -1 : 0);
      };
      p.squareList(item);
      values.operands = operands;
      statics.attribute = ir.DenseArrayAttr.get(ir.IntegerType.get(64), numbers);
      if (scalable && scalable.text === '') {
        scalable.attribute = ir.DenseArrayAttr.get(ir.IntegerType.get(1), flags);
      }
    },
    print(p, _op, [values, statics, scalable]) {
      const numbers = numbersOf(ir, statics.attribute);
      const flags = scalable ? numbersOf(ir, scalable.attribute) : [];
      let next = 0;
      p.write('[');
      numbers.forEach((n, i) => {
        if (i > 0) p.write(', ');
        const inBrackets = flags[i] !== undefined && BigInt(flags[i]) !== 0n;
        if (inBrackets) p.write('[');
        if (BigInt(n) === DYNAMIC) p.operand(values.operands[next++]);
        else p.write(String(n));
        if (inBrackets) p.write(']');
      });
      p.write(']');
    },
  };
}

function numbersOf(ir: IrModule, attr: Attribute | undefined): readonly (number | bigint)[] {
  return attr instanceof ir.DenseArrayAttr ? attr.values : [];
}

/** `: type`, `= value : type`, or both as `: type = value`. */
function typeOrAttr(ir: IrModule): FormatDirective {
  return {
    parse(p, [type, value]) {
      if (p.accept(ir.Tok.equal)) {
        const attribute = p.attribute();
        value.attribute = attribute;
        if ('type' in attribute && attribute.type instanceof ir.Type) {
          type.attribute = ir.TypeAttr.get(attribute.type);
        }
        return;
      }
      p.expect(ir.Tok.colon, "'=' or ':'");
      type.attribute = ir.TypeAttr.get(p.type());
      if (p.accept(ir.Tok.equal)) value.attribute = p.attribute();
    },
    print(p, _op, [type, value]) {
      const given = value.attribute;
      const declared = type.attribute instanceof ir.TypeAttr ? type.attribute.type : undefined;
      // A value says its type; where that is the declared one, it is not said twice.
      const needsType = !(given !== undefined && 'type' in given && given.type === declared);
      if (needsType && type.attribute) {
        p.write(': ');
        p.attribute(type.attribute);
        if (given) p.write(' ');
      }
      if (given) {
        p.write('= ');
        p.attribute(given);
      }
    },
  };
}

/** `type`, `type = value` or `type = uninitialized`, the value without its type. */
function typeAndInitialValue(ir: IrModule): FormatDirective {
  return {
    parse(p, [type, value]) {
      const declared = p.type();
      type.attribute = ir.TypeAttr.get(declared);
      if (!p.accept(ir.Tok.equal)) return;
      if (p.acceptKeyword('uninitialized')) {
        value.attribute = ir.UnitAttr.get();
        return;
      }
      const shape =
        declared instanceof ir.MemRefType
          ? ir.RankedTensorType.get(declared.shape, declared.elementType)
          : declared;
      value.attribute = p.attribute(shape);
    },
    print(p, op, [type, value]) {
      if (type.attribute) p.attribute(type.attribute);
      const given = value.attribute;
      if (given === undefined) return;
      p.write(' = ');
      if (given instanceof ir.UnitAttr && op.name === 'memref.global') p.write('uninitialized');
      else p.attributeWithoutType(given);
    },
  };
}

/** `case 2 {…}`, one behind the other on lines of their own. */
function switchCases(ir: IrModule): FormatDirective {
  return {
    parse(p, [cases, regions]) {
      const values: number[] = [];
      const bodies: Region[] = [];
      while (p.acceptKeyword('case')) {
        values.push(p.smallInteger());
        bodies.push(p.regionBody([]));
      }
      cases.attribute = ir.DenseArrayAttr.i64(values);
      regions.regions = bodies;
    },
    print(p, op, [cases]) {
      const values = numbersOf(ir, cases.attribute);
      values.forEach((value, i) => {
        p.newline();
        p.write(`case ${value} `);
        p.region(op.regions[i + 1], false, false);
      });
    },
  };
}

/** `async [%a, %b]`: with the word, the operation gives a token. */
function asyncDependencies(ir: IrModule): FormatDirective {
  return {
    parse(p, [token, dependencies]) {
      token.types = p.acceptKeyword('async') ? [ir.parseTypeText('!gpu.async.token')] : [];
      dependencies.operands = p.is(ir.Tok.lsquare) ? operandsInBrackets(p) : [];
    },
    print(p, _op, [token, dependencies]) {
      const { operands } = dependencies;
      if (token.types.length > 0) p.write(operands.length > 0 ? 'async ' : 'async');
      if (operands.length === 0) return;
      p.write('[');
      p.operands(operands);
      p.write(']');
    },
  };
}

function operandsInBrackets(p: CustomOpParser): UnresolvedOperand[] {
  const operands: UnresolvedOperand[] = [];
  p.squareList(() => {
    operands.push(p.operand());
  });
  return operands;
}

/** The type of what is awaited; of a value, the result has the type inside. */
function awaitResultType(ir: IrModule): FormatDirective {
  return {
    parse(p, [operand, result]) {
      const type = p.type();
      operand.types = [type];
      if (type instanceof ir.DialectType && type.spec.mnemonic === 'value') {
        result.types = [type.parameters[0] as Type];
      }
    },
    print(p, _op, [operand]) {
      p.type(operand.types[0]);
    },
  };
}

/** An attribute that may be left out, without its name. */
function optionalStripped(ir: IrModule, name: string): FormatDirective {
  return {
    parse(p, [slot]) {
      if (!p.is(ir.Tok.bareIdent) || p.isKeyword('uniform')) return;
      slot.attribute = p.strippedAttribute(name);
    },
    print(p, _op, [slot]) {
      slot.attribute?.printStripped(p);
    },
  };
}

/** `args(%a : i32, %b : f32)`. */
function launchFuncOperands(ir: IrModule): FormatDirective {
  return {
    parse(p, [operands, types]) {
      const names: UnresolvedOperand[] = [];
      const given: (typeof types.types)[number][] = [];
      if (p.acceptKeyword('args')) {
        p.parenList(() => {
          names.push(p.operand());
          p.expect(ir.Tok.colon, "':'");
          given.push(p.type());
        });
      }
      operands.operands = names;
      types.types = given;
    },
    print(p, _op, [operands]) {
      if (operands.operands.length === 0) return;
      p.write('args(');
      p.list(operands.operands, (v) => {
        p.operand(v);
        p.write(' : ');
        p.type(v.type);
      });
      p.write(')');
    },
  };
}

/** `{"name" = %value, …}`. */
function operationAttributes(ir: IrModule): FormatDirective {
  return {
    parse(p, [values, names]: readonly ParseSlot[]) {
      const operands: UnresolvedOperand[] = [];
      const texts: Attribute[] = [];
      if (p.is(ir.Tok.lbrace)) {
        p.delimitedList(ir.Tok.lbrace, '{', ir.Tok.rbrace, '}', () => {
          texts.push(ir.StringAttr.get(p.string()));
          p.expect(ir.Tok.equal, "'='");
          operands.push(p.operand());
        });
      }
      values.operands = operands;
      names.attribute = ir.ArrayAttr.get(texts);
    },
    print(p: OpPrinter, _op, [values, names]: readonly PrintSlot[]) {
      const { attribute } = names;
      if (!(attribute instanceof ir.ArrayAttr) || attribute.elements.length === 0) return;
      p.write('{');
      attribute.elements.forEach((name, i) => {
        if (i > 0) p.write(', ');
        p.attribute(name);
        p.write(' = ');
        p.operand(values.operands[i]);
      });
      p.write('}');
    },
  };
}
