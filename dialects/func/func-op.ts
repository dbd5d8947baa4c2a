import {
  ArrayAttr,
  type CustomOpParser,
  DictionaryAttr,
  emptyParsedOp,
  FunctionType,
  type NamedAttribute,
  type Operation,
  type OpHooks,
  type OpPrinter,
  type ParsedArgument,
  type ParsedOp,
  StringAttr,
  Tok,
  type Type,
  TypeAttr,
} from '../../ir/index.js';
import { functionType, verifyFunc } from './verify.js';

/** What the syntax alone says. */
const BY_SYNTAX: ReadonlySet<string> = new Set(['function_type', 'sym_name', 'sym_visibility']);

/** `func.func private @name(%a: i32 {attrs}) -> (i32 {attrs}) attributes {…} { … }`. */
function parse(p: CustomOpParser): ParsedOp {
  const attributes: NamedAttribute[] = [];
  const put = (name: string, value: NamedAttribute['value']) => attributes.push({ name, value });
  const visibility = ['private', 'public', 'nested'].find((word) => p.acceptKeyword(word));
  if (visibility !== undefined) put('sym_visibility', StringAttr.get(visibility));
  put('sym_name', StringAttr.get(p.symbolName()));
  const args: ParsedArgument[] = [];
  const inputs: Type[] = [];
  const inputAttrs: (readonly NamedAttribute[])[] = [];
  p.parenList(() => {
    if (p.atOperand()) {
      if (args.length < inputs.length) p.fail('expected a type: earlier arguments have no names');
      const arg = p.argument(true);
      args.push(arg);
      inputs.push(arg.type);
      inputAttrs.push(arg.attributes);
    } else {
      if (args.length > 0) p.fail('expected SSA identifier');
      inputs.push(p.type());
      inputAttrs.push(p.optionalAttrDict());
      // A declaration has no value that the location would be of.
      p.skipLocation();
    }
  });
  const results: Type[] = [];
  const resultAttrs: (readonly NamedAttribute[])[] = [];
  if (p.accept(Tok.arrow)) {
    if (p.is(Tok.lparen)) {
      p.parenList(() => {
        results.push(p.type());
        resultAttrs.push(p.optionalAttrDict());
      });
    } else {
      results.push(p.type());
      resultAttrs.push([]);
    }
  }
  put('function_type', TypeAttr.get(FunctionType.get(inputs, results)));
  const putDicts = (name: string, lists: readonly (readonly NamedAttribute[])[]) => {
    if (lists.some((l) => l.length > 0))
      put(name, ArrayAttr.get(lists.map((l) => DictionaryAttr.get(l))));
  };
  putDicts('arg_attrs', inputAttrs);
  putDicts('res_attrs', resultAttrs);
  const at = p.here;
  for (const entry of p.attrDict(true)) {
    if (BY_SYNTAX.has(entry.name)) {
      p.fail(
        `attribute '${entry.name}' is an inferred attribute and should not be specified in the explicit attribute dictionary`,
        at,
      );
    }
    if (attributes.some((a) => a.name === entry.name)) {
      p.fail(`the attribute '${entry.name}' is given by the function's syntax already`, at);
    }
    attributes.push(entry);
  }
  const bodyAt = p.here;
  const hasBody = p.is(Tok.lbrace);
  const region = hasBody ? p.regionBody(args) : p.emptyRegion();
  if (hasBody && region.isEmpty) p.fail('expected non-empty function body', bodyAt);
  // A copy, for a list that has grown holds more room than it needs.
  return { ...emptyParsedOp(), attributes: attributes.slice(), regions: [region] };
}

const NONE: ReadonlySet<string> = new Set();
const SHOWN = new Set(['sym_name', 'function_type', 'sym_visibility', 'arg_attrs', 'res_attrs']);

function print(op: Operation, p: OpPrinter): void {
  const type = functionType(op)!;
  const body = op.region();
  p.write(' ');
  const visibility = op.attr('sym_visibility');
  if (visibility instanceof StringAttr) p.write(`${visibility.value} `);
  p.symbolName((op.attr('sym_name') as StringAttr).value);
  const entries = (name: string, i: number): readonly NamedAttribute[] => {
    const list = op.attr(name);
    const entry = list instanceof ArrayAttr ? list.elements[i] : undefined;
    return entry instanceof DictionaryAttr ? entry.entries : [];
  };
  p.write('(');
  type.inputs.forEach((t, i) => {
    if (i > 0) p.write(', ');
    if (!body.isEmpty) {
      p.regionArgument(body.front.args[i], entries('arg_attrs', i));
    } else {
      p.type(t);
      p.attrDict(entries('arg_attrs', i), NONE);
    }
  });
  p.write(')');
  const attrs = op.attr('res_attrs');
  if (type.results.length > 0) {
    p.write(' -> ');
    if (!attrs) p.resultTypes(type.results);
    else {
      p.write('(');
      type.results.forEach((t, i) => {
        if (i > 0) p.write(', ');
        p.type(t);
        p.attrDict(entries('res_attrs', i), NONE);
      });
      p.write(')');
    }
  }
  p.attrDict(op.attributes, SHOWN, true);
  if (!body.isEmpty) {
    p.write(' ');
    p.region(body, false);
  }
}

export const funcHooks = {
  parse,
  print,
  verify: verifyFunc,
  defaultDialect: 'func',
} satisfies OpHooks;
