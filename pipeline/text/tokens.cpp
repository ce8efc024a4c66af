// The tokenizer. One pass from left to right; every look back or ahead is bounded, so that time is
// linear in the text whatever it holds.
#include "text/tokens.hpp"

#include <algorithm>
#include <array>

#include "text/chars.hpp"
#include "text/names.hpp"
#include "text/words.hpp"
#include "voxmap/redaction.hpp"

namespace voxmap::text {
namespace {

template <class Words>
class Tokenizer {
 public:
  Tokenizer(std::string_view text, Words words, std::vector<Token>& tokens)
      : text_(text), words_(words), tokens_(tokens), count_(tokens.size()) {}

  void run() {
    while (i_ < text_.size()) {
      const char c = text_[i_];
      if (c == ' ') {
        ++i_;
        continue;
      }
      if (ascii_letter(c)) {
        word();
        continue;
      }
      const Decoded d = decode(text_, i_);
      switch (tables_.of(d.c)) {
        case CharClass::letter:
        case CharClass::digit:
          word();
          break;
        case CharClass::solo:
          solo(d);
          break;
        case CharClass::terminal:
          terminal();
          break;
        case CharClass::comma:
          mark_or_emoticon(TokenKind::comma, d);
          break;
        case CharClass::strong:
          strong(d);
          break;
        case CharClass::hyphen:
          hyphen(d);
          break;
        case CharClass::emoji:
          emoji();
          break;
        case CharClass::at:
          at_sign();
          break;
        case CharClass::hash:
          hashtag();
          break;
        case CharClass::space:
        case CharClass::newline:
        case CharClass::mark:
          i_ += d.bytes;
          break;
        case CharClass::apostrophe:
          if (!emoticon() && !clitic(d.bytes)) i_ += d.bytes;
          break;
        case CharClass::other:
          if (d.c == '[' && redacted()) break;
          if (!emoticon()) i_ += d.bytes;
          break;
      }
    }
    tokens_.resize(count_);
  }

 private:
  void push(TokenKind kind, std::size_t begin, std::size_t end, WordId id = kUnknownWord,
            std::uint8_t flags = 0) {
    // Many at once and then set: push_back is called for each, and that shows.
    constexpr std::size_t kMore = 64;
    if (count_ == tokens_.size()) tokens_.resize(count_ + kMore);
    tokens_[count_++] = {
        static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), id, kind, flags, 0};
  }

  // A run of letters and digits with single inner apostrophes and hyphens.
  void word() {
    if (emoticon()) return;
    const WordRun run = word_run(text_, i_);
    const char after = run.end < text_.size() ? text_[run.end] : ' ';
    if (after == '.' || after == ':') {
      if (const std::size_t end = link_end(text_, i_, run.end); end != 0) {
        push(TokenKind::name, i_, end);
        i_ = end;
        return;
      }
    }
    if (!run.compound || !clitic_follows(run) || !rejoin(run.begin, run.end)) emit(run, 0);
    i_ = run.end;
  }

  // "do n't", "it 's", "do n 't": a text that was cut into words once before. What stands apart
  // with its apostrophe goes back to the word before it where the vocabulary knows the whole.
  bool clitic(std::size_t apostrophe) {
    const WordRun run = plain_run(text_, i_ + apostrophe);
    if (run.end == run.begin || !rejoin(i_, run.end)) return false;
    i_ = run.end;
    return true;
  }

  // "n't": an apostrophe behind the first letter.
  [[nodiscard]] bool clitic_follows(const WordRun& run) const {
    return tables_.of(decode(text_, run.begin + 1).c) == CharClass::apostrophe;
  }

  bool rejoin(std::size_t begin, std::size_t end) {
    constexpr std::size_t kLongestClitic = 6;  // bytes
    constexpr std::size_t kMostPieces = 2;     // before the clitic: "do", "n"
    if (end - begin > kLongestClitic) return false;
    std::array<char, kLongestWord> whole{};
    std::size_t from = whole.size();
    const auto prepend = [&](std::size_t b, std::size_t e) {
      if (e - b > from) return false;
      from -= e - b;
      std::copy_n(text_.data() + b, e - b, whole.data() + from);
      return true;
    };
    prepend(begin, end);
    std::size_t next = begin;
    for (std::size_t k = 1; k <= kMostPieces && k <= count_; ++k) {
      Token& before = tokens_[count_ - k];
      if (before.kind != TokenKind::word || before.end + 1 != next || text_[before.end] != ' ' ||
          !prepend(before.begin, before.end)) {
        return false;
      }
      next = before.begin;
      const WordId id = words_.find(hash_word({whole.data() + from, whole.size() - from}));
      if (id == kUnknownWord) continue;
      before.id = id;
      before.end = static_cast<std::uint32_t>(end);
      count_ -= k - 1;
      return true;
    }
    return false;
  }

  void emit(const WordRun& run, std::uint8_t flags) {
    const auto number = run.digits_only ? TokenKind::number : TokenKind::word;
    const auto own = static_cast<std::uint8_t>(flags | (run.caps ? kCaps : 0) |
                                               (run.letters >= 2 ? kLetters : 0));
    if (run.end - run.begin > kLongestWord) {
      push(number, run.begin, run.end, kUnknownWord, own);
      return;
    }
    const WordId id =
        words_.find(run.ascii ? hash_ascii(text_.data() + run.begin, run.end - run.begin,
                                           text_.size() - run.begin)
                              : hash_word(text_.substr(run.begin, run.end - run.begin)));
    if (id == kUnknownWord && !run.digits_only) {
      const std::string_view text = text_.substr(run.begin, run.end - run.begin);
      if (run.compound) {
        parts(run, flags);
        return;
      }
      if (const WordId shorter = words_.shortened(text); shorter != kUnknownWord) {
        push(number, run.begin, run.end, shorter, static_cast<std::uint8_t>(own | kElongated));
        return;
      }
      push(number, run.begin, run.end, words_.begins(text), own);
      return;
    }
    push(number, run.begin, run.end, id, own);
  }

  void parts(const WordRun& run, std::uint8_t flags) {
    for (std::size_t at = run.begin; at < run.end;) {
      const WordRun part = plain_run(text_.substr(0, run.end), at);
      if (part.end > part.begin) emit(part, flags);
      at = part.end;
      if (at < run.end) at += decode(text_, at).bytes;  // the apostrophe or hyphen
    }
  }

  // One character of a script without spaces, with the marks that follow it.
  void solo(Decoded d) {
    std::size_t end = i_ + d.bytes;
    while (end < text_.size()) {
      const Decoded next = decode(text_, end);
      if (tables_.of(next.c) != CharClass::mark || end - i_ > kLongestWord / 2) break;
      end += next.bytes;
    }
    push(TokenKind::word, i_, end, words_.find(hash_word(text_.substr(i_, end - i_))));
    i_ = end;
  }

  void terminal() {
    if (emoticon()) return;
    const std::size_t begin = i_;
    std::size_t bangs = 0;
    bool question = false;
    while (i_ < text_.size()) {
      const Decoded d = decode(text_, i_);
      if (tables_.of(d.c) != CharClass::terminal) break;
      bangs += d.c == '!' || d.c == 0xFF01 ? 1 : 0;
      question |= d.c == '?' || d.c == 0xFF1F || d.c == 0x061F;
      i_ += d.bytes;
    }
    push(TokenKind::terminal, begin, i_, question ? words_.find(hash_symbol("?")) : kUnknownWord);
    tokens_[count_ - 1].bangs = static_cast<std::uint8_t>(std::min<std::size_t>(bangs, 255));
  }

  void mark_or_emoticon(TokenKind kind, Decoded d) {
    if (emoticon()) return;
    push(kind, i_, i_ + d.bytes);
    i_ += d.bytes;
  }

  [[nodiscard]] bool digit_at(std::size_t i) const {
    return i < text_.size() && text_[i] >= '0' && text_[i] <= '9';
  }

  void strong(Decoded d) {
    if (emoticon()) return;
    const bool range = i_ > 0 && digit_at(i_ - 1) && digit_at(i_ + d.bytes);
    if (!range) push(TokenKind::strong, i_, i_ + d.bytes);
    i_ += d.bytes;
  }

  // A hyphen that is not inside a word: a dash when it stands alone or doubled.
  void hyphen(Decoded d) {
    if (emoticon()) return;
    const std::size_t begin = i_;
    std::size_t count = 0;
    while (i_ < text_.size() && tables_.of(decode(text_, i_).c) == CharClass::hyphen) {
      i_ += decode(text_, i_).bytes;
      ++count;
    }
    const bool alone =
        begin > 0 && text_[begin - 1] == ' ' && i_ < text_.size() && text_[i_] == ' ';
    if (count > 1 || alone) push(TokenKind::strong, begin, begin + d.bytes);
  }

  void emoji() {
    const std::size_t end = emoji_end(text_, i_);
    const std::string_view whole = text_.substr(i_, end - i_);
    WordId id = kUnknownWord;
    for (const EmojiForm form :
         {EmojiForm::no_variation, EmojiForm::no_skin_tone, EmojiForm::base}) {
      if (id == kUnknownWord) id = words_.find(hash_emoji(whole, form));
    }
    push(TokenKind::emoji, i_, end, id);
    i_ = end;
  }

  void at_sign() {
    if (emoticon()) return;
    const Span name = name_around(text_, i_);
    if (name.empty()) {
      ++i_;
      return;
    }
    while (count_ > 0 && tokens_[count_ - 1].end > name.begin && tokens_[count_ - 1].begin < i_) {
      --count_;
    }
    push(TokenKind::name, name.begin, name.end);
    i_ = name.end;
  }

  // What stands for personal data that was taken out.
  bool redacted() {
    const std::string_view placeholder = placeholder_at(text_, i_);
    if (placeholder.empty()) return false;
    push(TokenKind::name, i_, i_ + placeholder.size());
    i_ += placeholder.size();
    return true;
  }

  void hashtag() {
    if (emoticon()) return;
    ++i_;
    const std::size_t end = hashtag_end(text_, i_);
    while (i_ < end) {
      const WordRun part = hashtag_part(text_.substr(0, end), i_);
      if (part.end == part.begin) {
        i_ += decode(text_, i_).bytes;
        continue;
      }
      std::array<std::uint8_t, kLongestWord> cuts{};
      const std::size_t words =
          words_.segment(text_.substr(part.begin, part.end - part.begin), cuts);
      std::size_t from = part.begin;
      for (std::size_t k = 0; k < words; ++k) {
        WordRun piece = part;
        piece.begin = from;
        piece.end = part.begin + cuts[k];
        emit(piece, kHashtag);
        from = piece.end;
      }
      if (words == 0) emit(part, kHashtag);
      i_ = part.end;
    }
  }

  bool emoticon() {
    if (i_ + 1 >= text_.size() || !words_.starts_emoticon(text_[i_], text_[i_ + 1])) return false;
    const auto word_byte = [&](std::size_t k) {
      const CharClass kind = tables_.of(decode(text_, k).c);
      return kind == CharClass::letter || kind == CharClass::digit;
    };
    if (word_byte(i_) && i_ > 0 && ascii_word_byte(text_[i_ - 1])) return false;
    for (std::size_t n = std::min(words_.longest_emoticon(), text_.size() - i_); n >= 2; --n) {
      const WordId id = words_.find(hash_symbol(text_.substr(i_, n)));
      std::size_t end = i_ + n;
      if (id == kUnknownWord || (end < text_.size() && word_byte(end))) continue;
      const std::size_t first_end = end;
      const char last = text_[end - 1];
      while (end < text_.size() && text_[end] == last && !ascii_word_byte(last) &&
             static_cast<unsigned char>(last) < 0x80) {
        ++end;
      }
      push(TokenKind::emoji, i_, end, id, end > first_end ? kElongated : std::uint8_t{0});
      i_ = end;
      return true;
    }
    return false;
  }

  std::string_view text_;
  Words words_;
  std::vector<Token>& tokens_;
  std::size_t count_;  // of those in tokens_ that are set
  const CharTables& tables_ = char_tables();
  std::size_t i_ = 0;
};

// How a text asks the vocabulary.
struct Known {
  const Vocabulary& vocabulary;
  std::uint32_t known_by;
  [[nodiscard]] WordId find(std::uint64_t hash) const noexcept {
    return vocabulary.find(hash, known_by);
  }
  [[nodiscard]] WordId shortened(std::string_view word) const {
    return find_shortened(word, vocabulary, known_by);
  }
  [[nodiscard]] WordId begins(std::string_view word) const {
    return vocabulary.has_prefixes() ? vocabulary.find_prefix(word, known_by) : kUnknownWord;
  }
  [[nodiscard]] std::size_t segment(std::string_view word, std::span<std::uint8_t> cuts) const {
    return segment_tag(word, vocabulary, known_by, cuts);
  }
  [[nodiscard]] bool starts_emoticon(char a, char b) const noexcept {
    return vocabulary.starts_emoticon(a, b);
  }
  [[nodiscard]] std::size_t longest_emoticon() const noexcept {
    return vocabulary.longest_emoticon();
  }
};

// How an entry of a pack does: what it writes becomes known, and nothing in it is an emoticon.
struct KnownWords {
  Vocabulary& vocabulary;
  [[nodiscard]] WordId find(std::uint64_t hash) const { return vocabulary.add(hash); }
  [[nodiscard]] static WordId shortened(std::string_view) { return kUnknownWord; }
  [[nodiscard]] static WordId begins(std::string_view) { return kUnknownWord; }
  [[nodiscard]] static std::size_t segment(std::string_view, std::span<std::uint8_t>) { return 0; }
  [[nodiscard]] static bool starts_emoticon(char, char) noexcept { return false; }
  [[nodiscard]] static std::size_t longest_emoticon() noexcept { return 0; }
};

}  // namespace

void tokenize(std::string_view text, const Vocabulary& vocabulary, std::vector<Token>& tokens,
              std::uint32_t known_by) {
  Tokenizer<Known>(text, Known{vocabulary, known_by}, tokens).run();
}

void tokenize_entry(std::string_view text, Vocabulary& vocabulary, std::vector<Token>& tokens) {
  const std::size_t first = tokens.size();
  Tokenizer<KnownWords>(text, KnownWords{vocabulary}, tokens).run();
  for (std::size_t t = first; t < tokens.size(); ++t) {
    if (tokens[t].is_word() && tokens[t].end - tokens[t].begin <= kLongestWord) {
      vocabulary.remember(tokens[t].id, tokens[t].span().of(text));
    }
  }
}

}  // namespace voxmap::text
