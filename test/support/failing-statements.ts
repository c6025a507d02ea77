/** Statements that fail, each for another reason; `values` go with it as parameters. */
export interface FailingStatement {
  readonly title: string
  readonly text: string
  readonly values?: readonly unknown[]
  /** The server's code. */
  readonly code: string
}

export const failingStatements: readonly FailingStatement[] = [
  { title: 'a NUL in text', text: 'select $1::text', values: ['a\u0000b'], code: '22021' },
  { title: 'a NUL in JSON', text: 'select $1::jsonb', values: ['{"a":"\\u0000"}'], code: '22P05' },
  { title: 'half an emoji in JSON', text: 'select $1::jsonb', values: ['{"a":"\\ud83d"}'], code: '22P02' },
  { title: 'no JSON', text: 'select $1::jsonb', values: ['{'], code: '22P02' },
  { title: 'a division by zero', text: 'select 1 / $1::int', values: [0], code: '22012' },
  { title: 'a number out of range', text: 'select $1::int', values: ['99999999999'], code: '22003' },
  { title: 'no UUID', text: 'select $1::uuid', values: ['constructor'], code: '22P02' },
  { title: 'no date', text: 'select $1::timestamptz', values: ['yesterday noon'], code: '22007' },
  { title: 'a value too long', text: 'insert into failing (short) values ($1)', values: ['too long'], code: '22001' },
  { title: 'a value given twice', text: 'insert into failing (id) values ($1)', values: [1], code: '23505' },
  { title: 'a value missing', text: 'insert into failing (id) values ($1)', values: [null], code: '23502' },
  { title: 'a check', text: 'insert into failing (positive) values ($1)', values: [-1], code: '23514' },
  { title: 'a syntax error', text: 'selekt $1', values: [1], code: '42601' },
  { title: 'a statement with a NUL', text: 'select $1::int \u0000 from', values: [1], code: '08P01' },
  { title: 'an unknown table', text: 'select * from nowhere where id = $1', values: [1], code: '42P01' },
  { title: 'an unknown column', text: 'select nothing from failing where id = $1', values: [1], code: '42703' },
  { title: 'too few values', text: 'select $1::int + $2::int', values: [1], code: '08P01' },
  { title: 'what a function raises', text: 'select fails($1)', values: ['P0001'], code: 'P0001' },
  { title: 'a function without an end', text: 'select endless($1)', values: [1], code: '54001' },
  { title: 'a serialization failure', text: 'select fails($1)', values: ['40001'], code: '40001' },
  { title: 'a deadlock', text: 'select fails($1)', values: ['40P01'], code: '40P01' },
  { title: 'a statement cancelled', text: 'select fails($1)', values: ['57014'], code: '57014' },
  { title: 'a full disk', text: 'select fails($1)', values: ['53100'], code: '53100' },
  { title: 'a lock not to be had', text: 'select fails($1)', values: ['55P03'], code: '55P03' },
]

/** What they need to fail on. */
export const failingGround = `
  create table failing (id int primary key default 2, short varchar(3), positive int check (positive > 0));
  insert into failing (id) values (1);
  create function fails(code text) returns int language plpgsql as $$ begin raise exception using errcode = code; end $$;
  create function endless(i int) returns int language plpgsql as $$ begin return endless(i + 1); end $$;`
