// Passes: name, options and statistics, from which come the option parser, --help and the documents.
#ifndef PASS_BASE_TD
#define PASS_BASE_TD

// `type`: int, bool, string, an enum written as "a|b|c", or float.
class Option<string varName, string arg, string valueType, string default, string desc,
             string additionalFlags = ""> {
  string cppName = varName;
  string argument = arg;
  string type = valueType;
  string defaultValue = default;
  string description = desc;
  string additionalOptFlags = additionalFlags;
}
class ListOption<string varName, string arg, string valueType, string desc,
                 string additionalFlags = "">
    : Option<varName, arg, valueType, "", desc, additionalFlags>;

class Statistic<string varName, string statName, string desc> {
  string cppName = varName;
  string name = statName;
  string description = desc;
}

class PassBase<string passArg, string base> {
  string argument = passArg;
  string baseClass = base;
  string summary = "";
  string description = "";
  string constructor = "";
  list<string> dependentDialects = [];
  list<Option> options = [];
  list<Statistic> statistics = [];
}
// `operation` is the name of the op that the pass runs on (`func.func`); any isolated op if empty.
class Pass<string passArg, string operation = ""> : PassBase<passArg, operation>;

#endif // PASS_BASE_TD
