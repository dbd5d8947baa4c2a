import * as ohm from 'ohm-js';

/**
 * The syntax of PDLL. Keywords are reserved only where an expression may stand. Characters are
 * ranges where they are used: Ohm remembers each application of a rule at each place, which for a
 * rule of one character costs far more than reading it.
 */
export const GRAMMAR = ohm.grammar(String.raw`
Pdll {
  Module = Item* end
  Item = Include | Callable | Pattern

  Include = "#include" string

  Pattern = pattern PatternName? Metadata? PatternBody
  PatternName = ~with ident
  Metadata = with NonemptyListOf<MetadataItem, ",">
  MetadataItem = benefit "(" integer ")" -- benefit
               | recursion               -- recursion
  PatternBody = "{" Statement* "}" -- block
              | "=>" Statement     -- lambda

  Callable = (constraint | rewriteDecl) ident "(" ListOf<Argument, ","> ")" Results? CallableBody
  Argument = ident ":" ConstraintList
  Results = "->" (ResultList | Result)
  ResultList = "(" ListOf<Result, ","> ")"
  Result = ident ":" ConstraintList -- named
         | ConstraintList           -- plain
  CallableBody = ";"                -- external
               | code ";"           -- code
               | "{" Statement* "}" -- block
               | "=>" Lambda        -- lambda
  Lambda = EraseOrReplace | Expression ";" -- value

  Statement = Let | Return | EraseOrReplace | Rewrite | ExpressionStatement
  Let = let ident LetType? LetValue? ";"
  LetType = ":" ConstraintList
  LetValue = "=" Expression
  Return = return Expression ";"
  EraseOrReplace = erase Expression ";"                       -- erase
                 | replace Expression with Replacement ";"    -- replace
  Replacement = "(" ListOf<Expression, ","> ")" ~"."  -- list
              | Expression                            -- one
  Rewrite = rewrite Expression with "{" Statement* "}" ";"
  ExpressionStatement = Expression ";"

  ConstraintList = "[" NonemptyListOf<Constraint, ","> "]" -- list
                 | Constraint                              -- one
  Constraint = "Attr" ~idRest Of?        -- attr
             | "TypeRange" ~idRest       -- typeRange
             | "Type" ~idRest            -- type
             | "ValueRange" ~idRest Of?  -- valueRange
             | "Value" ~idRest Of?       -- value
             | "Op" ~idRest OpOf?        -- op
             | ident                     -- user
  Of = "<" Expression ">"
  OpOf = "<" opName ">"

  Expression = Primary Member*
  Member = "." member
  Primary = "attr" ~idRest "<" string ">"  -- attr
          | "type" ~idRest "<" string ">"  -- type
          | Operation
          | "(" ListOf<TupleElement, ","> ")" -- tuple
          | not ident "(" ListOf<Expression, ","> ")" -- negated
          | name Call -- call
          | name ":" ConstraintList -- var
          | name -- ref
  Call = "(" ListOf<Expression, ","> ")"
  TupleElement = ident "=" Expression -- named
               | Expression           -- plain
  Operation = "op" ~idRest OpOrAny Operands? Attributes? OperationResults?
  OpOrAny = "<" opName? ">"
  Operands = "(" ListOf<Expression, ","> ")"
  Attributes = "{" ListOf<AttributeEntry, ","> "}"
  AttributeEntry = attrName "=" Expression -- value
                 | attrName                -- unit
  OperationResults = "->" "(" ListOf<Expression, ","> ")"

  pattern = "Pattern" ~idRest
  constraint = "Constraint" ~idRest
  rewriteDecl = "Rewrite" ~idRest
  with = "with" ~idRest
  benefit = "benefit" ~idRest
  recursion = "recursion" ~idRest
  let = "let" ~idRest
  return = "return" ~idRest
  erase = "erase" ~idRest
  replace = "replace" ~idRest
  rewrite = "rewrite" ~idRest
  not = "not" ~idRest

  reserved = ("attr" | "erase" | "let" | "Constraint" | "not" | "op" | "Pattern" | "replace"
           | "return" | "rewrite" | "Rewrite" | "type" | "with") ~idRest
  ident (a name) = ("a".."z" | "A".."Z" | "_") ("a".."z" | "A".."Z" | "_" | "0".."9")*
  name = ~reserved ident
  idRest = "a".."z" | "A".."Z" | "_" | "0".."9"
  member (a member name or index) = ("0".."9")+ | ident
  opName (an operation name) = ident ("." ident)+
  attrName (an attribute name) = ident | string
  integer (a whole number) = ("0".."9")+
  string (a string) = "\"" (escape | ~("\"" | "\n" | "\\") any)* "\""
  escape = "\\" any
  code (a code block) = "[{" (~"}]" any)* "}]"
  spaces := (" " | "\n" | "\u0000".."\u0020" | comment)*
  comment = "//" (~"\n" any)*
}
`);
