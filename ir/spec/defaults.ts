import type { Attribute, NamedAttribute } from '../attributes.js';
import type { Context, OpDefinition } from '../context.js';
import { SourceText } from '../source-text.js';
import { AttrParser, newTables } from '../text/attr-parser.js';
import { Lexer } from '../text/lexer.js';

/** The attributes that an operation has when its text or its maker gives none. */
export function defaultAttributes(context: Context, def: OpDefinition): readonly NamedAttribute[] {
  return def.defaults ?? readDefaults(context, def);
}

function readDefaults(context: Context, def: OpDefinition): readonly NamedAttribute[] {
  const given = (def.spec?.attributes ?? []).filter(
    (a) => a.defaultValue !== undefined && !a.optional,
  );
  const defaults = given.map(({ name, defaultValue }) => ({
    name,
    value: parseAttribute(context, defaultValue!),
  }));
  def.defaults = defaults;
  return defaults;
}

/** Whether an attribute of the operation is what it would be without being given. */
export function isDefault(def: OpDefinition, name: string, value: Attribute): boolean {
  if (def.defaults) {
    for (const d of def.defaults) if (d.name === name) return d.value === value;
    if (!def.hasOptionalDefaults) return false;
  }
  const text = def.spec?.attributes.find((a) => a.name === name)?.defaultValue;
  return text !== undefined && value.toString() === text;
}

/** An attribute from its text; throws DiagnosticError for bad text. */
export function parseAttribute(context: Context, text: string): Attribute {
  return new AttrParser(
    new Lexer(new SourceText(text, '<attribute>')),
    context,
    newTables(),
  ).attribute();
}

/** `given` with what is missing filled in. */
export function withDefaults(
  context: Context,
  def: OpDefinition,
  given: readonly NamedAttribute[],
): readonly NamedAttribute[] {
  const defaults = defaultAttributes(context, def);
  if (defaults.length === 0) return given;
  // Most operations give none, and share one list.
  return given.length === 0 ? defaults : joined(given, defaults);
}

function joined(
  given: readonly NamedAttribute[],
  defaults: readonly NamedAttribute[],
): readonly NamedAttribute[] {
  let all: NamedAttribute[] | undefined;
  for (const d of defaults) {
    if (hasName(given, d.name)) continue;
    all ??= [...given];
    all.push(d);
  }
  return all ?? given;
}

/** Whether one of the attributes is called so. */
export function hasName(attributes: readonly NamedAttribute[], name: string): boolean {
  for (let i = 0; i < attributes.length; i++) if (attributes[i].name === name) return true;
  return false;
}
