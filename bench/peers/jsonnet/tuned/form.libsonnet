// What texts look like, and how they are compared. There are no regular expressions, and going through a text character by
// character is slow. What is quick: to ask what is left of it without the characters that it may have, and to have it read as
// JSON; both of many texts at once.
local without(text, characters) = std.foldl(
  function(rest, character) std.strReplace(rest, character, ''), std.stringChars(characters), text
);
local digits = '0123456789';
local hexadecimal = digits + 'abcdefABCDEF';
local every(check, values) = std.length(std.filter(check, values)) == std.length(values);

// The numbers in texts, which `marks` separate: an array for each text.
local numbers(texts, marks) =
  local rows = std.strReplace(std.join('\n', texts), '\n', '],[');
  std.parseJson('[[' + std.foldl(function(text, mark) std.strReplace(text, mark, ','), marks, rows) + ']]');
local areOctets(row) = row[0] < 256 && row[1] < 256 && row[2] < 256 && row[3] < 256;

{
  every: every,

  // Fails with the first text that is there twice: two fields of an object cannot have one name. To find that takes a fraction
  // of the time that std.set takes for as many.
  differ(texts):: std.isObject({ [text]: null for text in texts }),

  // How often each of the names is among the texts, by what these are shorter by without it: a native function, unlike the
  // comparison of two texts.
  counts(names, texts)::
    local all = std.join('', ['<' + text + '>' for text in texts]);
    [(std.length(all) - std.length(std.strReplace(all, '<' + name + '>', ''))) / (std.length(name) + 2) for name in names],

  addresses(texts):: texts == [] || every(function(row) std.length(row) == 4 && areOctets(row), numbers(texts, ['.'])),

  networks(texts):: texts == [] || every(
    function(row) std.length(row) == 5 && areOctets(row) && row[4] <= 32, numbers(texts, ['.', '/'])
  ),

  listeners(texts):: texts == [] || every(
    function(row) std.length(row) == 5 && areOctets(row) && row[4] <= 65535, numbers(texts, ['.', ':'])
  ),

  uuids(texts)::
    without(std.join('', texts), hexadecimal) == std.repeat('----', std.length(texts))
    && every(function(text) std.length(text) == 36 && text[8] + text[13] + text[18] + text[23] == '----', texts),

  names(texts)::
    without(std.join('', texts), digits + 'abcdefghijklmnopqrstuvwxyz.-') == ''
    && every(function(text) without(text[0], '.-') + without(text[std.length(text) - 1], '.-') != '', texts),

  number(text):: text != '' && without(text, digits) == '',

  version(text)::
    local parts = std.split(text, '.');
    std.length(parts) >= 2 && std.length(parts) <= 4 && every($.number, parts),

  sha256(text):: std.length(std.strReplace(text, ':', '')) == 64 && without(text, hexadecimal + ':') == '',

  date(text)::
    local parts = std.split(text, '-');
    std.map(std.length, parts) == [4, 2, 2] && every($.number, parts),

  timeZone(text)::
    local parts = std.split(text, '/');
    text == 'UTC' || std.length(parts) > 1 && every(function(part) part != '', parts),
}
