/** What words of people go by in this code. */
const WORDS = new Set(
  (
    'text subject title name cell message words email userAgent reason line excerpt received typed given label comment note fileName column ' +
    'product brand place address sentence summary content normalised folded original string phrase term word value answer author'
  ).split(' '),
);
/** Strings that no person wrote: cut at a fixed place, they are never cut inside a character. */
const NOT_WORDS = new Set(
  [
    // digits of area codes, dates, cards and phones
    'adcode code digits id no',
    // hexadecimal digits and our own identifiers
    'sha256 rawSha256 hash digest hex key founder engineId group letters body',
    // cut behind what was found in it: a path, a process table, an argument
    'path stat arg full',
  ].flatMap((names) => names.split(' ')),
);
/** Methods that answer a string. */
const OF_STRINGS = new Set(
  'trim trimStart trimEnd toLowerCase toUpperCase normalize replace replaceAll join padEnd padStart repeat toWellFormed toString'.split(
    ' ',
  ),
);

const nameOf = (node) => {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression' && !node.computed) return node.property.name ?? '';
  return '';
};

function isStringExpression(node) {
  if (!node) return false;
  if (node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string')) return true;
  if (node.type === 'AwaitExpression') return isStringExpression(node.argument);
  if (node.type !== 'CallExpression') return false;
  if (node.callee.type === 'Identifier') return node.callee.name === 'String';
  const method = nameOf(node.callee);
  return OF_STRINGS.has(method) || (method === 'text' && node.arguments.length === 0);
}

/** What can be told without types: how the thing is declared right here, or what it is called. */
function isText(node, scope) {
  if (isStringExpression(node)) return true;
  if (node.type === 'Identifier') {
    const declared = declarationOf(node.name, scope);
    if (declared !== null) return declared;
  }
  return WORDS.has(nameOf(node));
}

/** True or false when the declaration says so, null when it does not. */
function declarationOf(name, scope) {
  for (let at = scope; at; at = at.upper) {
    const found = at.set.get(name)?.defs[0];
    if (!found) continue;
    const annotation = found.name.typeAnnotation?.typeAnnotation.type;
    if (annotation === 'TSStringKeyword') return true;
    if (annotation !== undefined && annotation !== 'TSTypeReference' && annotation !== 'TSUnionType') return false;
    if (found.node.type === 'VariableDeclarator' && isStringExpression(found.node.init)) return true;
    return null;
  }
  return null;
}

/** From the beginning, or so many from the end. */
const isFixed = (node) => (node?.type === 'Literal' && node.value === 0) || (node?.type === 'UnaryExpression' && node.operator === '-');

/**
 * Text is cut by `firstCharacters` or `firstUnits`, which never leave half a surrogate pair or half an emoji behind: PostgreSQL refuses the
 * one, and readers see a wrong character of the other. Positions found by searching the text itself are no such cut.
 */
export const textCut = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { cut: 'Cut text with firstCharacters or firstUnits of the kernel: `{{method}}` may end inside a character.' },
  },
  create: (context) => ({
    'CallExpression[callee.type="MemberExpression"]'(node) {
      const { callee, arguments: given } = node;
      const method = nameOf(callee);
      const ban = method === 'substring' || method === 'substr';
      const cut = method === 'slice' && isFixed(given[0]) && !NOT_WORDS.has(nameOf(callee.object));
      if (ban || (cut && isText(callee.object, context.sourceCode.getScope(node))))
        context.report({ node: callee.property, messageId: 'cut', data: { method } });
    },
  }),
};
