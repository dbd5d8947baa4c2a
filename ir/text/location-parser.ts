import type { Attribute } from '../attributes.js';
import {
  CallSiteLoc,
  FileLineColLoc,
  FusedLoc,
  Location,
  NameLoc,
  UnknownLoc,
} from '../location.js';
import type { AttrParser } from './attr-parser.js';
import { Tok } from './lexer.js';

/** `loc(…)` if one stands here. */
export function parseOptionalLocation(p: AttrParser, set: (loc: Location) => void): boolean {
  if (!p.isKeyword('loc')) return false;
  p.advance();
  p.expect(Tok.lparen, "'(' in location");
  if (p.is(Tok.hash) && !p.lexer.text.includes('.')) {
    const name = p.lexer.text.slice(1);
    const known = p.tables.attrAliases.get(name);
    if (known && !(known instanceof Location))
      p.fail(`expected location, but found '${known}'`, p.here);
    if (known) set(known);
    else p.tables.deferredLocs.push({ name, at: p.here, set });
    p.advance();
  } else {
    set(locationBody(p));
  }
  p.expect(Tok.rparen, "')' in location");
  return true;
}

/** `loc(…)`. */
export function parseLocation(p: AttrParser): Location {
  let found: Location = UnknownLoc.get();
  const before = p.tables.deferredLocs.length;
  if (
    !parseOptionalLocation(p, (loc) => {
      found = loc;
    })
  )
    p.fail("expected 'loc(…)'");
  if (p.tables.deferredLocs.length > before) {
    const { name, at } = p.tables.deferredLocs.pop()!;
    p.fail(`undefined symbol alias id '${name}'`, at);
  }
  return found;
}

/** A line or a column: 32 bits without a sign. */
function place(p: AttrParser, what: string): number {
  const at = p.here;
  const value = p.smallInteger(what);
  if (value < 0 || value > 0xffffffff) p.fail(`expected ${what}`, at);
  return value;
}

function locationBody(p: AttrParser): Location {
  return p.nested(() => locationParts(p));
}

function locationParts(p: AttrParser): Location {
  if (p.is(Tok.hash)) {
    const at = p.here;
    const attr = p.attribute();
    if (!(attr instanceof Location)) p.fail('expected a location', at);
    return attr;
  }
  if (p.is(Tok.string)) {
    const name = p.string();
    if (p.accept(Tok.colon)) {
      const line = place(p, 'integer line number');
      p.expect(Tok.colon, "':' in FileLineColLoc");
      return FileLineColLoc.get(name, line, place(p, 'integer column number'));
    }
    if (!p.accept(Tok.lparen)) return NameLoc.get(name);
    const child = locationBody(p);
    p.expect(Tok.rparen, "')' after child location of NameLoc");
    return NameLoc.get(name, child);
  }
  if (p.acceptKeyword('unknown')) return UnknownLoc.get();
  if (p.acceptKeyword('callsite')) {
    p.expect(Tok.lparen, "'(' in callsite location");
    const callee = locationBody(p);
    p.expectKeyword('at');
    const caller = locationBody(p);
    p.expect(Tok.rparen, "')' in callsite location");
    return CallSiteLoc.get(callee, caller);
  }
  if (p.acceptKeyword('fused')) {
    let metadata: Attribute | undefined;
    if (p.accept(Tok.less)) {
      metadata = p.attribute();
      p.expect(Tok.greater, "'>' after fused location metadata");
    }
    const parts: Location[] = [];
    p.squareList(() => parts.push(locationBody(p)));
    return FusedLoc.of(parts, metadata);
  }
  return p.fail('expected location instance');
}
