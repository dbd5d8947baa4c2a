// Attributes that take one of some named values.
#ifndef ENUM_ATTR_TD
#define ENUM_ATTR_TD

include "CommonAttrs.td"

class EnumAttrCaseInfo<string sym, int intVal, string strVal> {
  string symbol = sym;
  int value = intVal;
  string str = strVal;
}
class IntEnumAttrCaseBase<string sym, string strVal, int intVal>
    : EnumAttrCaseInfo<sym, intVal, strVal>;
class I32EnumAttrCase<string sym, int val, string str = sym> : IntEnumAttrCaseBase<sym, str, val>;
class I64EnumAttrCase<string sym, int val, string str = sym> : IntEnumAttrCaseBase<sym, str, val>;
class StrEnumAttrCase<string sym, int val = -1, string str = sym>
    : EnumAttrCaseInfo<sym, val, str>;

class EnumAttrInfo<string name, list<EnumAttrCaseInfo> cases, Attr baseClass>
    : DerivedAttr_<baseClass, baseClass.predicate, ""> {
  string className = name;
  string cppNamespace = "";
  list<EnumAttrCaseInfo> enumerants = cases;
  // Of an integer enum: its width; 0 for one that is stored as a string.
  int enumWidth = 0;
  // Whether its values are sets of cases, and what stands between them in text.
  bit isBitEnum = 0;
  string separator = "|";
  bit genSpecializedAttr = 1;
}

// Stored as an integer.
class IntEnumAttr<SignlessIntegerAttrBase base, int width, string name, string summary_,
                  list<EnumAttrCaseInfo> cases> : EnumAttrInfo<name, cases, base> {
  let predicate = And<[base.predicate,
    CPred<"$_self instanceof IntegerAttr && [" # !interleave(!foreach(c, cases, c.value # "n"), ", ") # "].includes($_self.value)">]>;
  let summary = !if(!empty(summary_),
    "allowed " # width # "-bit signless integer cases: " # !interleave(!foreach(c, cases, c.value), ", "),
    summary_);
  let enumWidth = width;
  let formatKind = "enum";
}
class I32EnumAttr<string name, string summary, list<EnumAttrCaseInfo> cases>
    : IntEnumAttr<I32Attr, 32, name, summary, cases>;
class I64EnumAttr<string name, string summary, list<EnumAttrCaseInfo> cases>
    : IntEnumAttr<I64Attr, 64, name, summary, cases>;

// Stored as a string.
class StrEnumAttr<string name, string summary_, list<EnumAttrCaseInfo> cases>
    : EnumAttrInfo<name, cases, StrAttr> {
  let predicate = CPred<"$_self instanceof StringAttr && [" #
    !interleave(!foreach(c, cases, "'" # c.str # "'"), ", ") # "].includes($_self.value)">;
  let summary = !if(!empty(summary_),
    "allowed string cases: " # !interleave(!foreach(c, cases, "'" # c.str # "'"), ", "), summary_);
  let formatKind = "enum";
}

// Sets of bits, stored as an integer; text lists the names with a separator.
class I32BitEnumAttrCaseNone<string sym, string str = sym> : I32EnumAttrCase<sym, 0, str>;
class I32BitEnumAttrCaseBit<string sym, int pos, string str = sym>
    : I32EnumAttrCase<sym, !shl(1, pos), str>;
// Several bits under one name.
class I32BitEnumAttrCaseGroup<string sym, list<EnumAttrCaseInfo> cases, string str = sym>
    : I32EnumAttrCase<sym, !foldl(0, cases, all, c, !or(all, c.value)), str>;
class I32BitEnumAttr<string name, string summary_, list<EnumAttrCaseInfo> cases>
    : EnumAttrInfo<name, cases, I32Attr> {
  let summary = summary_;
  let predicate = And<[I32Attr.predicate,
    CPred<"$_self instanceof IntegerAttr && ($_self.value & ~" #
      !foldl(0, cases, all, c, !or(all, c.value)) # "n) === 0n">]>;
  // Whether a group stands in text for its bits.
  bit printBitEnumPrimaryGroups = 0;
  let isBitEnum = 1;
  let formatKind = "bit-enum";
  let enumWidth = 32;
}

#endif // ENUM_ATTR_TD
