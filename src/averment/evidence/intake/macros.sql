-- How cells of text become values. Every macro returns null for what it cannot read.

-- The text of a cell without blanks around it; an empty one says nothing. Most cells have no blanks,
-- and to look is cheaper than to trim.
CREATE MACRO said(cell) AS
  CASE WHEN starts_with(cell, ' ') OR ends_with(cell, ' ') THEN nullif(trim(cell), '') ELSE cell END;

-- Whether a cell says that nothing is known.
CREATE MACRO silent(cell) AS
  cell IS NULL OR lower(trim(cell)) IN ('', '-', '–', '.', '..', '...', '?', 'n/a', 'na', '#n/a', 'nan', 'null', 'none', 'nil', 'unknown', 'not known', 'not available', 'missing');

-- A number with its thousands parted by commas or blanks: 1,206 or 12 500.
CREATE MACRO grouped(cell) AS
  CASE WHEN regexp_full_match(trim(cell), '-?\d{1,3}([,\x{a0}\x{202f} ]\d{3})+(\.\d+)?')
    THEN TRY_CAST(regexp_replace(trim(cell), '[,\x{a0}\x{202f} ]', '', 'g') AS DOUBLE) END;

-- The two ends of a range: 70-75, 70–75 or 70 to 75.
CREATE MACRO range_low(cell) AS
  TRY_CAST(nullif(regexp_extract(cell, '^\s*(\d+)\s*(?:-|–|—|to)\s*(\d+)\s*$', 1), '') AS DOUBLE);
CREATE MACRO range_high(cell) AS
  TRY_CAST(nullif(regexp_extract(cell, '^\s*(\d+)\s*(?:-|–|—|to)\s*(\d+)\s*$', 2), '') AS DOUBLE);

CREATE MACRO finite(number) AS CASE WHEN isfinite(number) THEN number END;

CREATE MACRO number(cell) AS
  coalesce(finite(TRY_CAST(cell AS DOUBLE)), grouped(cell));

-- A whole number. A cast alone would round 12.5.
CREATE MACRO whole(cell) AS
  CASE
    WHEN contains(cell, '.') THEN
      CASE WHEN number(cell) = floor(number(cell)) THEN TRY_CAST(number(cell) AS INTEGER) END
    ELSE coalesce(TRY_CAST(cell AS INTEGER), TRY_CAST(grouped(cell) AS INTEGER))
  END;

-- A day written with figures only, with or without a time.
CREATE MACRO plain_day(cell) AS CAST(TRY_CAST(cell AS TIMESTAMP) AS DATE);

-- The first day of what a cell names: a day, a month (2014-03, March 2014) or a year (2014).
CREATE MACRO first_day(cell) AS
  coalesce(plain_day(cell), CAST(try_strptime(trim(cell), ['%Y', '%Y-%m', '%Y/%m/%d', '%Y%m%d', '%d %B %Y', '%d %b %Y', '%d-%b-%Y', '%B %d, %Y', '%b %d, %Y', '%B %Y', '%b %Y']) AS DATE));

-- How much of a day a cell names.
CREATE MACRO day_precision(cell) AS
  CASE
    WHEN plain_day(cell) IS NOT NULL THEN 'day'
    WHEN regexp_full_match(trim(cell), '\d{4}') THEN 'year'
    WHEN regexp_full_match(trim(cell), '\d{4}-\d\d|[A-Za-z]+ \d{4}') THEN 'month'
    ELSE 'day'
  END;

-- The day after a period that begins on a day.
CREATE MACRO day_after(day, precision) AS
  CASE precision
    WHEN 'year' THEN CAST(day + INTERVAL 1 YEAR AS DATE)
    WHEN 'month' THEN CAST(day + INTERVAL 1 MONTH AS DATE)
    ELSE day + 1
  END;

-- A day of cells for year, month and day, where 0 stands for not known.
CREATE MACRO parts_precision(year, month, day) AS
  CASE WHEN coalesce(whole(month), 0) = 0 THEN 'year' WHEN coalesce(whole(day), 0) = 0 THEN 'month' ELSE 'day' END;
CREATE MACRO parts_day(year, month, day) AS
  TRY_CAST(printf('%04d-%02d-%02d', whole(year),
    CASE WHEN coalesce(whole(month), 0) = 0 THEN 1 ELSE whole(month) END,
    CASE WHEN coalesce(whole(month), 0) = 0 OR coalesce(whole(day), 0) = 0 THEN 1 ELSE whole(day) END) AS DATE);

-- A name as names are compared: its words without case, accents and punctuation.
CREATE MACRO folded(name) AS
  trim(regexp_replace(strip_accents(lower(name)), '[^\pL\pN_]+', ' ', 'g'));

-- A country's code as it is compared: numbers without leading zeros, letters in capitals.
CREATE MACRO code(cell) AS
  coalesce(CAST(TRY_CAST(cell AS INTEGER) AS VARCHAR), upper(trim(cell)));

-- How a period is called in an id: 2014, 2014-03, or its first and last day.
CREATE MACRO period_name(first, after) AS
  CASE
    WHEN strftime(first, '%m%d') = '0101' AND after = CAST(first + INTERVAL 1 YEAR AS DATE) THEN strftime(first, '%Y')
    WHEN day(first) = 1 AND after = CAST(first + INTERVAL 1 MONTH AS DATE) THEN strftime(first, '%Y-%m')
    WHEN after = first + 1 THEN strftime(first, '%Y%m%d')
    ELSE strftime(first, '%Y%m%d') || '-' || strftime(after - 1, '%Y%m%d')
  END;

-- Whether a cell has something to say of a count: a number that is not zero, or what should be one.
CREATE MACRO worth(cell) AS NOT silent(cell) AND coalesce(number(cell), 1) <> 0;

-- The sum of cells, as text; of cells one of which is no number, none.
CREATE MACRO total(cell) AS
  CASE WHEN count(*) FILTER (number(cell) IS NULL AND NOT silent(cell)) = 0
    THEN CAST(CAST(sum(number(cell)) AS BIGINT) AS VARCHAR) END;

-- A day with a year of two digits (month/day/year), of a row of this year: the last that is not later.
CREATE MACRO short_day(cell, latest) AS
  CAST(try_strptime(cell, '%m/%d/%y') - to_years(CAST(
    100 * ceil(greatest(year(try_strptime(cell, '%m/%d/%y')) - latest, 0) / 100.0) AS INTEGER)) AS DATE);

-- The items of a cell parted by commas; commas in brackets part nothing.
CREATE MACRO listed(cell) AS
  list_transform(
    string_split(regexp_replace(coalesce(cell, ''), '(\([^()]*), ([^()]*\))', '\1;; \2', 'g'), ', '),
    lambda item: trim(replace(item, ';; ', ', ')));
