// A forgiving walk over the tokens of a JSON head: simdjson needs whole documents, a head is none.
#include "json_outline.hpp"

#include <vector>

#include "base/utf8.hpp"

namespace voxmap {
namespace {

constexpr std::size_t kDeepestNoted = 6;   // deeper values are walked over, not noted
constexpr std::size_t kLongestValue = 96;  // longer strings are words, not marks of a format
constexpr std::size_t kMostPaths = 4096;

}  // namespace

class OutlineReader {
 public:
  OutlineReader(std::string_view head, JsonOutline& out) : head_(head), out_(out) {}

  void read() {
    skip_space();
    while (pos_ < head_.size() && step()) skip_space();
  }

 private:
  struct Level {
    bool object;
    std::size_t path_size;  // of path_ before this level
    bool expect_key;
    bool filled = false;
  };

  bool step() {
    const char c = head_[pos_];
    if (!levels_.empty()) {
      Level& level = levels_.back();
      if (c == (level.object ? '}' : ']')) return close();
      if (c == ',') {
        ++pos_;
        level.expect_key = level.object;
        return true;
      }
      if (level.expect_key) return key();
    } else if (c != '{' && c != '[') {
      return false;
    }
    return value();
  }

  bool key() {
    std::string_view name;
    if (head_[pos_] != '"' || !string(name)) return false;
    skip_space();
    if (pos_ == head_.size() || head_[pos_] != ':') return false;
    ++pos_;
    out_.json_ = true;
    Level& level = levels_.back();
    path_.resize(level.path_size);
    path_.append(1, '.').append(name.substr(0, kLongestValue));
    level.expect_key = false;
    level.filled = true;
    note(path_);
    return true;
  }

  bool value() {
    const char c = head_[pos_];
    if (!levels_.empty() && !levels_.back().object) {
      levels_.back().filled = true;
      path_.resize(levels_.back().path_size);
      path_ += "[]";
      note(path_);
    }
    if (c == '{' || c == '[') {
      ++pos_;
      skip_space();
      const bool closes = pos_ < head_.size() && head_[pos_] == (c == '{' ? '}' : ']');
      if (closes && levels_.size() < 2) out_.json_ = true;
      levels_.push_back({c == '{', path_.size(), c == '{'});
      return levels_.size() < 1024;
    }
    std::string_view text;
    if (c == '"') {
      if (!string(text)) return false;
      if (text.size() <= kLongestValue) note(path_ + "=" + std::string(text));
    } else {
      const std::size_t end = std::min(head_.find_first_of(",]} \t\r\n", pos_), head_.size());
      const std::string_view word = head_.substr(pos_, end - pos_);
      const bool number = !word.empty() &&
                          word.find_first_not_of("0123456789+-.eE") == std::string_view::npos &&
                          word.find('.') == word.rfind('.');
      if (!number && word != "true" && word != "false" && word != "null") return false;
      if (word.size() <= kLongestValue) note(path_ + "=" + std::string(word));
      pos_ = end;
    }
    return true;
  }

  bool close() {
    ++pos_;
    const Level level = levels_.back();
    levels_.pop_back();
    path_.resize(level.path_size);
    if (!level.filled) note(path_ + (level.object ? "{empty}" : "[empty]"));
    return true;
  }

  bool string(std::string_view& text) {
    const std::size_t begin = pos_ + 1;
    std::size_t end = begin;
    while (end < head_.size() && head_[end] != '"') end += head_[end] == '\\' ? std::size_t{2} : 1;
    if (end >= head_.size()) {
      pos_ = head_.size();
      return false;
    }
    text = head_.substr(begin, end - begin);
    pos_ = end + 1;
    return true;
  }

  void note(const std::string& path) {
    if (levels_.size() <= kDeepestNoted && out_.paths_.size() < kMostPaths)
      out_.paths_.insert(path);
  }

  void skip_space() { pos_ = std::min(head_.find_first_not_of(" \t\r\n", pos_), head_.size()); }

  std::string_view head_;
  JsonOutline& out_;
  std::size_t pos_ = 0;
  std::string path_;
  std::vector<Level> levels_;
};

JsonOutline::JsonOutline(std::string_view head) {
  head = trim(head);
  constexpr std::string_view kArchive = "window.YTD.";
  if (head.starts_with(kArchive)) {
    const std::size_t equals = head.find('=');
    if (equals == std::string_view::npos) return;
    const std::string_view part = head.substr(kArchive.size(), equals - kArchive.size());
    archive_part_ = part.substr(0, part.find('.'));
    head.remove_prefix(equals + 1);
  }
  OutlineReader(head, *this).read();
}

bool JsonOutline::is(std::string_view path, std::string_view value) const {
  return paths_.contains(std::string(path) + "=" + std::string(value));
}

bool JsonOutline::begins(std::string_view path, std::string_view value) const {
  const std::string start = std::string(path) + "=" + std::string(value);
  const auto found = paths_.lower_bound(start);
  return found != paths_.end() && found->starts_with(start);
}

bool JsonOutline::is_empty_page() const noexcept {
  bool empty = false;
  for (const std::string& path : paths_) {
    if (path.find("[]") != std::string::npos) return false;
    const bool shallow = path.find('.') == path.rfind('.');
    empty = empty || path == "{empty}" || (shallow && path.ends_with("[empty]"));
  }
  return empty;
}

}  // namespace voxmap
