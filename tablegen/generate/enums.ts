/** Enums: a union of the texts, the cases as data, and both ways between text and attribute. */
import type { DialectModel, EnumModel } from '../ods/model.js';
import { casesName } from './constraints.js';
import { docComment, literal, lowerFirst, quote } from './literal.js';

/** Enums that the dialect's ops use or its own files declare. */
export function enumsOf(dialect: DialectModel): EnumModel[] {
  const byName = new Map<string, EnumModel>();
  for (const e of dialect.enums) byName.set(e.name, e);
  for (const op of dialect.ops) {
    for (const { constraint } of op.attributes) {
      if (constraint.enum !== undefined) byName.set(constraint.enum.name, constraint.enum);
    }
  }
  return [...byName.values()];
}

export function printEnum(e: EnumModel): string {
  if (e.isBitEnum) return printBitEnum(e);
  const union = e.cases.map((c) => quote(c.text)).join(' | ') || 'never';
  const long = union.length + e.name.length > 85;
  const type = long ? e.cases.map((c) => `\n  | ${quote(c.text)}`).join('') : ` ${union}`;
  let text = docComment(e.summary);
  text += `export type ${e.name} =${type};\n`;
  text += `export const ${casesName(e.name)}: readonly EnumCase[] = ${literal(e.cases)};\n\n`;
  if (e.width === undefined) return text;
  const cases = casesName(e.name);
  const variable = lowerFirst(e.name);
  text += `export const ${variable}Of = (attr: IntegerAttr): ${e.name} =>\n`;
  text += `  ${cases}.find((c) => c.value === attr.value)!.text as ${e.name};\n`;
  text += `export const ${variable}Attr = (text: ${e.name}): IntegerAttr =>\n`;
  text += `  IntegerAttr.get(${cases}.find((c) => c.text === text)!.value, IntegerType.get(${e.width}));\n\n`;
  return text;
}

function printBitEnum(e: EnumModel): string {
  const bits = Object.fromEntries(e.cases.map((c) => [c.symbol, Number(c.value)]));
  return (
    `${docComment(e.summary)}export const ${e.name} = ${literal(bits)} as const;\n` +
    `export const ${casesName(e.name)}: readonly EnumCase[] = ${literal(e.cases)};\n\n`
  );
}
