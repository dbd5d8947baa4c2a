import {
  AttributeType,
  type IrdlDirectives,
  type IrdlHooks,
  irdlDialect,
  parseIrdlType,
  RegionType,
} from '../../generated/irdl.js';
import {
  ArrayAttr,
  Block,
  type DialectDefinition,
  type FormatDirective,
  registerTypeText,
  StringAttr,
  Tok,
  type UnresolvedOperand,
} from '../../ir/index.js';
import {
  parseVariadicities,
  parseVariadicity,
  type Variadicity,
  VariadicityArrayAttr,
} from './variadicity.js';
import { verifyAnyOf, verifyAttributes, verifyBase, verifyValues } from './verify.js';

export { loadIrdl } from './load.js';

registerTypeText('!irdl.attribute', () => AttributeType.get());
registerTypeText('!irdl.region', () => RegionType.get());

/** A body that may be left out: then it is one empty block. */
const singleBlockRegion: FormatDirective = {
  parse(p, [body]) {
    const region = p.is(Tok.lbrace) ? p.regionBody([]) : p.emptyRegion();
    if (region.isEmpty) region.append(new Block());
    body.regions = [region];
  },
  print(p, _op, [body]) {
    const [region] = body.regions;
    if (region.blocks[0]?.firstOp) p.region(region, false, false);
  },
};

/** `(%a, optional %b)`. */
const valuesWithVariadicity: FormatDirective = {
  parse(p, [values, variadicity]) {
    const operands: UnresolvedOperand[] = [];
    const kinds: Variadicity[] = [];
    p.parenList(() => {
      kinds.push(parseVariadicity(p) ?? 'single');
      operands.push(p.operand());
    });
    values.operands = operands;
    variadicity.attribute = VariadicityArrayAttr.get(kinds);
  },
  print(p, _op, [values, variadicity]) {
    const { attribute } = variadicity;
    const kinds = attribute instanceof VariadicityArrayAttr ? attribute.values : [];
    p.write('(');
    values.operands.forEach((value, i) => {
      if (i > 0) p.write(', ');
      if (kinds[i] !== 'single') p.write(`${kinds[i]} `);
      p.operand(value);
    });
    p.write(')');
  },
};

/** `{"name" = %value}`. */
const namedValues: FormatDirective = {
  parse(p, [values, names]) {
    const operands: UnresolvedOperand[] = [];
    const texts: StringAttr[] = [];
    if (p.is(Tok.lbrace)) {
      p.delimitedList(Tok.lbrace, '{', Tok.rbrace, '}', () => {
        texts.push(StringAttr.get(p.string('the name of an attribute')));
        p.expect(Tok.equal, "'='");
        operands.push(p.operand());
      });
    }
    values.operands = operands;
    names.attribute = ArrayAttr.get(texts);
  },
  print(p, _op, [values, names]) {
    const { attribute } = names;
    const texts = attribute instanceof ArrayAttr ? attribute.elements : [];
    p.write('{');
    values.operands.forEach((value, i) => {
      if (i > 0) p.write(', ');
      p.attribute(texts[i]);
      p.write(' = ');
      p.operand(value);
    });
    p.write('}');
  },
};

export const definition: DialectDefinition = {
  spec: irdlDialect,
  parseType: parseIrdlType,
  parseAttribute: (mnemonic, p) =>
    mnemonic === 'variadicity_array' ? parseVariadicities(p) : undefined,
  directives: {
    SingleBlockRegion: singleBlockRegion,
    ValuesWithVariadicity: valuesWithVariadicity,
    NamedValues: namedValues,
  } satisfies IrdlDirectives,
  hooks: {
    operands: { verify: verifyValues },
    results: { verify: verifyValues },
    attributes: { verify: verifyAttributes },
    any_of: { verify: verifyAnyOf },
    base: { verify: verifyBase },
  } satisfies IrdlHooks & DialectDefinition['hooks'],
};
