import type { Attribute, NamedAttribute } from '../attributes.js';
import type { Context, OpDefinition } from '../context.js';
import { SourceText } from '../source-text.js';
import { AttrParser, newTables } from '../text/attr-parser.js';
import { Lexer } from '../text/lexer.js';

const cache = new WeakMap<OpDefinition, readonly NamedAttribute[]>();

/** The attributes that an operation has when its text or its maker gives none. */
export function defaultAttributes(context: Context, def: OpDefinition): readonly NamedAttribute[] {
  let found = cache.get(def);
  if (!found) {
    found = (def.spec?.attributes ?? [])
      .filter((a) => a.defaultValue !== undefined)
      .map((a) => ({ name: a.name, value: parseAttribute(context, a.defaultValue!) }));
    cache.set(def, found);
  }
  return found;
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
  const missing = defaults.filter((d) => !given.some((g) => g.name === d.name));
  return missing.length === 0 ? given : [...given, ...missing];
}
