import { describe, expect, it } from '@jest/globals';
import { columnsOf, joinAliases, readRow, spellingKey, spellingsOf, tidyAliases } from './dictionary.rules.js';

describe('spellings', () => {
  it('are one whatever their width and case', () => {
    expect(spellingKey('Ｘ１  Pro ')).toBe('x1 pro');
    expect(spellingsOf({ name: '晨光', aliases: ['晨光', 'MG', 'mg '] })).toEqual(['晨光', 'mg']);
    expect(tidyAliases('晨光', ['', '晨光', 'M&G', 'm&g', '晨光文具'])).toEqual(['M&G', '晨光文具']);
  });
});

describe('a line of a file', () => {
  const columns = { kind: 0, name: 1, aliases: 2 };

  it('finds its columns by heading in either language', () => {
    expect(columnsOf(['名称', '类别', '别名'])).toEqual({ kind: 1, name: 0, aliases: 2 });
    expect(columnsOf(['Kind', 'Name'])).toEqual({ kind: 0, name: 1, aliases: -1 });
    expect(columnsOf(['a', 'b'])).toBeNull();
  });

  it('becomes an entry', () => {
    expect(readRow(['品牌', ' 云帆 ', '云帆电器|YUNFAN｜云帆'], columns)).toEqual({
      ok: true,
      entry: { kind: 'brand', name: '云帆', aliases: ['云帆电器', 'YUNFAN'] },
    });
  });

  it('brings in what the export gave out, whatever the names hold', () => {
    const aliases = ['云帆|电器', '云、帆；电', 'back\\slash', '\\|both', 'plain'];
    expect(readRow(['brand', "'=云帆", joinAliases(aliases)], columns)).toEqual({
      ok: true,
      entry: { kind: 'brand', name: '=云帆', aliases },
    });
    expect(readRow(['brand', '云帆', `'${joinAliases(['@云帆', '云帆电器'])}`], columns)).toMatchObject({
      entry: { aliases: ['@云帆', '云帆电器'] },
    });
  });

  it.each([
    [['颜色', '红'], 'kind-unknown'],
    [['brand', ' '], 'name-missing'],
    [['brand', 'X'], 'name-length'],
    [['brand', '云帆', '帆'], 'alias-length'],
    [['site', '一号店', Array.from({ length: 41 }, (_, i) => `别名${i}`).join('|')], 'too-many-aliases'],
  ])('%j is refused: %s', (cells, code) => expect(readRow(cells, columns)).toMatchObject({ ok: false, code }));
});
