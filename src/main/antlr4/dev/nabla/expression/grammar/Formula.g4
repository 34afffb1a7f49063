// The language of formulas: assignments, then one expression. Powers bind as in Python.
// Two tokens tell which alternative to take: what ANTLR learns when it must look further ahead grows with every formula.
grammar Formula;

formula: separator* statement (separator+ statement)* separator* EOF;

separator: NEWLINE | ';';

statement: (NAME '=')? expression;

expression: conjunction ('or' conjunction)*;

conjunction: negation ('and' negation)*;

negation: 'not' negation | comparison;

comparison: sum (relation sum)*;

relation: '<' | '<=' | '>' | '>=' | '==' | '!=';

sum: product (('+' | '-') product)*;

product: sign (('*' | '/' | '@') sign)*;

sign: ('+' | '-') sign | power;

power: postfix (('^' | '**') sign)?;

postfix: primary ('[' index (',' index)* ']')*;

index: ELLIPSIS | expression range? | range;

range: ':' stop=expression? (':' step=expression?)?;

primary
    : NUMBER                                        # number
    | TEXT                                          # text
    | NAME '(' (argument (',' argument)* ','?)? ')' # call
    | NAME                                          # name
    | '(' expression (commas+=',' expression)* commas+=','? ')' # group
    | '[' (expression (',' expression)* ','?)? ']'  # list
    ;

argument: (NAME '=')? expression;

ELLIPSIS: '...';

NUMBER: (DIGIT+ ('.' DIGIT*)? | '.' DIGIT+) ([eE] [+-]? DIGIT+)?;

// With dots, as in loss.huber and layers.0.weight.
NAME: LETTER (LETTER | DIGIT)* ('.' (LETTER | DIGIT)+)*;

TEXT: '"' ~["\r\n]* '"' | '\'' ~['\r\n]* '\'';

NEWLINE: '\r'? '\n' | '\r';

BLANK: [ \t]+ -> skip;

COMMENT: '#' ~[\r\n]* -> skip;

fragment DIGIT: [0-9];

fragment LETTER: [\p{L}_];

// Operators of other languages, so that the error can name ours.
FOREIGN: '&&' | '||' | '&' | '|' | '!' | '~' | '//' | '%' | '?' | ':=' | '+=' | '-=' | '*=' | '/=' | '->' | '=>';

UNKNOWN: .;
