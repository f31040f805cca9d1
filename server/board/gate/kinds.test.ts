import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import * as Y from 'yjs';
import { addItem, bornItem, copyItem, itemsOf, readItem } from '../../../shared/board/board-doc.ts';
import type { Field } from '../../../shared/board/fields.ts';
import { fingerprintOf } from '../../../shared/board/fingerprint.ts';
import {
  describeItem,
  kindNames,
  kinds,
  ownFieldsOf,
  type Item,
  type ItemKind,
} from '../../../shared/board/item.ts';
import { itemId, pictureId, type ItemId } from '../../../shared/ids.ts';
import { hands, type Who } from '../../../tests/support/gate-world.ts';
import { isHonest } from '../../../tests/support/honest.ts';
import {
  createJudgedBoard,
  type BoardUnderJudgement,
} from '../../../tests/support/judged-board.ts';
import { joinBoard } from '../../../tests/support/judged-page.ts';

const id = (name: string): ItemId => v.parse(itemId, name);
const made = id('made-just-now');
const pictureOf = v.parse(pictureId, '019c0000-0000-7000-8000-0000000000ee');

/** A value of a field that is not its default, and is within bounds. */
function another(field: Field): unknown {
  switch (field.type) {
    case 'integer':
      return field.max === field.default ? field.min : field.max;
    case 'choice':
      return field.of.find((one) => one !== field.default);
    case 'flag':
      return true;
    case 'text':
    case 'label':
      return 'ü🧡 words';
    case 'points':
      return [1, 2, 50, -3, 4, 60];
    case 'picture':
      return pictureOf;
    case 'author':
    case 'kind':
      throw new Error('no field of its own');
    default:
      return field satisfies never;
  }
}

/** Values that are not the field's: out of bounds, of another type, a type of Yjs where a value belongs. */
function wrongFor(field: Field): readonly (() => unknown)[] {
  const values = (...ones: readonly unknown[]) => ones.map((one) => () => one);
  const shared = [() => new Y.Map(), ...values(null, { a: 1 }, ['a'], 0.5)];
  const texts = [...shared, () => new Y.Array(), ...values(7, true)];
  switch (field.type) {
    case 'integer':
      return [
        ...[...shared, () => new Y.Text('1')],
        ...values(field.min - 1, field.max + 1, '1', true, Number.NaN, 1e300),
      ];
    case 'choice':
      return [...texts, () => new Y.Text(field.default), ...values('', 'toString', 'Lake')];
    case 'flag':
      return [...shared, ...values(1, 'true', '')];
    case 'label':
      return [...texts, () => new Y.Text('a'), ...values('x'.repeat(field.maxLength + 1))];
    case 'picture':
      return [
        ...texts,
        () => new Y.Text(pictureOf),
        ...values('', 'https://elsewhere.example/a.png'),
      ];
    case 'text':
      return [...texts, ...values('plain')];
    case 'points':
      return [...shared, () => new Y.Text('1'), () => Y.Array.from(['a']), ...values([1, 2, 3], 7)];
    case 'author':
    case 'kind':
      throw new Error('no field of its own');
    default:
      return field satisfies never;
  }
}

/** An item of `kind` in which no field has its default. */
function full(kind: ItemKind, who: Who): Item {
  const given = Object.fromEntries(ownFieldsOf(kind).map(([key, field]) => [key, another(field)]));
  return bornItem(kind, { ...given, id: made, by: hands[who].id, x: 7, y: -8, z: 9 });
}

/** Who may make items of that kind, a parent where anybody may. */
const makerOf = (kind: ItemKind): Who => (kinds[kind].madeBy === 'anyone' ? 'ruth' : 'tess');

function withOne(kind: ItemKind, who: Who = makerOf(kind)): BoardUnderJudgement {
  const board = createJudgedBoard();
  const page = joinBoard(board, who);
  page.act((doc) => addItem(doc, full(kind, who)));
  isHonest(board, page, page.send());
  return board;
}

const fieldIn = (board: BoardUnderJudgement, key: string): unknown =>
  itemsOf(board.doc).get(made)?.get(key);

/** What pages make; what the server makes is of another sort, see goals.test.ts. */
const ofPages = kindNames.filter((kind) => kinds[kind].madeBy !== 'server');

describe.each(ofPages)('a %s', (kind) => {
  const maker = makerOf(kind);
  const own = ownFieldsOf(kind);

  test('[B1] is let in whole, and reads as it was made', () => {
    const board = withOne(kind);
    expect(readItem(made, itemsOf(board.doc).get(made))).toEqual(full(kind, maker));
    expect(describeItem(full(kind, maker), 'Ruth')).toContain(' by Ruth');
  });

  test('[B1] with nothing but what it must have reads as its kind declares', () => {
    const board = createJudgedBoard();
    const page = joinBoard(board, maker);
    const bare = bornItem(kind, { id: made, by: hands[maker].id, ...must(kind) });
    page.act((doc) => addItem(doc, bare));
    isHonest(board, page, page.send());
    expect(readItem(made, itemsOf(board.doc).get(made))).toEqual(bare);
  });

  test.each(own)('[B14] takes nothing in its %s but what that declares', (key, field) => {
    for (const wrong of wrongFor(field)) {
      const board = createJudgedBoard();
      const page = joinBoard(board, maker);
      page.act((doc) => {
        addItem(doc, full(kind, maker));
        itemsOf(doc).get(made)?.set(key, wrong());
      });
      expect(page.send(), JSON.stringify(wrong())).toEqual([{ refused: 'schema' }]);
      expect(itemsOf(board.doc).size).toBe(0);
    }
  });

  test('[B14] has no field that it does not declare', () => {
    const page = joinBoard(withOne(kind), maker);
    page.act((doc) => itemsOf(doc).get(made)?.set('onclick', 'x'));
    expect(page.send()).toEqual([{ refused: 'schema' }]);
  });

  const settable = own.filter(([, { type }]) => type !== 'text' && type !== 'points');
  test.each(settable)('[B14] [B22] lets only those set its %s who may', (key, field) => {
    const others: Who = maker === 'ruth' ? 'daniel' : 'ruth';
    const may: Record<Who, boolean> = {
      [maker]: ['anyone', 'author', 'describer'].includes(field.setBy),
      [others]: field.setBy === 'anyone',
      maya: field.setBy === 'anyone',
      tess: ['anyone', 'therapist', 'describer'].includes(field.setBy),
    } as Record<Who, boolean>;
    for (const who of [maker, others, 'maya', 'tess'] as const) {
      const board = withOne(kind);
      const page = joinBoard(board, who);
      const before = fieldIn(board, key);
      page.act((doc) => itemsOf(doc).get(made)?.set(key, plain(field)));
      const [verdict] = page.send();
      if (may[who]) {
        expect(verdict, who).toMatchObject({ denied: [] });
        expect(fieldIn(board, key)).toBe(plain(field));
      } else {
        expect(verdict, who).toMatchObject({ bytes: null, denied: [{ item: made, field: key }] });
        expect(fieldIn(board, key)).toBe(before);
      }
    }
  });

  test('[S10] is passed on as it is, all of it', () => {
    const doc = new Y.Doc();
    const item = full(kind, maker);
    copyItem(doc, { ...item, hidden: true, locked: true }, 40);
    expect(readItem(made, itemsOf(doc).get(made))).toEqual({ ...item, z: 40 });
  });

  test.each(own.filter(([, { type }]) => type !== 'flag'))(
    '[S10] is read as another when its %s is another',
    (key, field) => {
      const item = full(kind, maker);
      const other = { ...item, [key]: plain(field) };
      expect(fingerprintOf(other)).not.toBe(fingerprintOf(item));
    },
  );
});

/** What items of a kind can't be without. */
const must = (kind: ItemKind): object => (kind === 'picture' ? { picture: pictureOf } : {});

/** Another value within bounds than {@link another} has. */
function plain(field: Field): unknown {
  switch (field.type) {
    case 'integer':
    case 'choice':
      return field.default;
    case 'flag':
      return field.setBy === 'therapist' ? true : false;
    case 'label':
    case 'text':
      return 'other';
    case 'points':
      return [1, 2, 3];
    case 'picture':
      return pictureOf.replace('ee', 'ef');
    default:
      throw new Error('no field of its own');
  }
}

const therapists = kindNames.filter((kind) => kinds[kind].madeBy === 'therapist');

test('[B21] frames and pictures are made by therapists', () => {
  expect(therapists).toEqual(['frame', 'picture']);
});

test.each(therapists)(
  '[B21] a %s of the family is refused, and the rest of its frame stays',
  (kind) => {
    for (const who of ['maya', 'daniel', 'ruth'] as const) {
      const board = createJudgedBoard();
      const page = joinBoard(board, who);
      const beside = bornItem('note', { id: id('a-note-beside'), by: hands[who].id, text: 'mine' });
      page.act((doc) => {
        addItem(doc, full(kind, who));
        addItem(doc, beside);
      });
      const denied = [{ item: made, field: '', reason: 'therapists' }];
      expect(page.send()).toMatchObject([{ denied }]);
      expect([...itemsOf(board.doc).keys()]).toEqual([beside.id]);
    }
  },
);

test.each(therapists)('[B21] a %s does not come under the name of an own note either', (kind) => {
  const board = createJudgedBoard();
  const page = joinBoard(board, 'ruth');
  page.act((doc) => addItem(doc, bornItem('note', { id: made, by: hands.ruth.id, text: 'mine' })));
  isHonest(board, page, page.send());
  page.act((doc) => addItem(doc, full(kind, 'ruth')));
  expect(page.send()).toMatchObject([{ denied: [{ item: made, reason: 'therapists' }] }]);
  expect(itemsOf(board.doc).size).toBe(0); // The note was hers to remove.
});

test('[B22] a child’s drawing is described by the child and a therapist, a locked one by nobody', () => {
  const board = withOne('ink', 'maya');
  const describing = (who: Who, alt: string) => {
    const page = joinBoard(board, who);
    page.act((doc) => itemsOf(doc).get(made)?.set('alt', alt));
    return page.send();
  };
  expect(describing('maya', 'a house')).toMatchObject([{ denied: [] }]);
  expect(describing('tess', 'a house on a tree')).toMatchObject([{ denied: [] }]);
  expect(describing('ruth', 'scribbles')).toMatchObject([{ denied: [{ reason: 'childs' }] }]);
  expect(fieldIn(board, 'alt')).toBe('a house on a tree');
  board.command((doc) => itemsOf(doc).get(made)?.set('locked', true));
  for (const who of ['maya', 'tess'] as const)
    expect(describing(who, 'later')).toMatchObject([{ denied: [{ reason: 'locked' }] }]);
});

test('[B16] the longest text alternative goes in, whatever its letters', () => {
  const board = withOne('ink', 'ruth');
  const page = joinBoard(board, 'ruth');
  page.act((doc) => itemsOf(doc).get(made)?.set('alt', '語'.repeat(300)));
  isHonest(board, page, page.send());
});
