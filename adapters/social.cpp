// Posts as a Source: items from the JSON reader, records from the adapter's expander.
#include "social.hpp"

#include <utility>

#include "base/time.hpp"
#include "base/utf8.hpp"

namespace voxmap::social {
namespace {

class SocialSource final : public Source {
 public:
  SocialSource(Input input, std::span<const std::string_view> arrays, Expander expand,
               std::vector<std::string> notes)
      : input_(std::move(input)), expand_(expand), reader_(*input_.stream, input_.name, arrays) {
    notes_.emplace_back(reader_.is_lines() ? "read as NDJSON, line by line"
                                           : "read as one JSON document");
    notes_.insert(notes_.end(), notes.begin(), notes.end());
  }

  std::optional<Record> next() override {
    while (next_ == records_.size()) {
      records_.clear();
      next_ = 0;
      auto item = reader_.next();
      if (!item) return std::nullopt;
      if (auto* const reject = std::get_if<Reject>(&*item)) return std::move(*reject);
      expand_(std::get<json::Item>(*item), input_.options, records_);
    }
    return std::move(records_[next_++]);
  }
  std::uint64_t position() const override { return reader_.position(); }
  std::span<const std::string> notes() const override { return notes_; }

 private:
  Input input_;
  Expander expand_;
  json::JsonReader reader_;
  std::vector<Record> records_;
  std::size_t next_ = 0;
  std::vector<std::string> notes_;
};

}  // namespace

std::unique_ptr<Source> open_social(Input input, std::span<const std::string_view> arrays,
                                    Expander expand) {
  return open_social(std::move(input), arrays, expand, {});
}

std::unique_ptr<Source> open_social(Input input, std::span<const std::string_view> arrays,
                                    Expander expand, std::vector<std::string> notes) {
  return std::make_unique<SocialSource>(std::move(input), arrays, expand, std::move(notes));
}

Document make_post(const json::Item& item, std::string key, std::string respondent,
                   std::string text) {
  Document post;
  post.kind = SourceKind::social;
  post.key = std::move(key);
  post.respondent = std::move(respondent);
  post.origin = item.origin;
  Verbatim verbatim;
  verbatim.text = std::move(text);
  verbatim.origin = item.origin;
  post.verbatims.push_back(std::move(verbatim));
  return post;
}

void set_time(Document& post, std::string_view written) {
  post.said_at_text = written;
  if (const auto time = parse_time(written)) post.said_at = time->at;
}

void add_attribute(Document& post, std::string_view name, std::string value) {
  if (!value.empty()) post.attributes.push_back({std::string(name), std::move(value)});
}

std::string language_tag(std::string_view code) {
  // Private-use codes of ISO 639 (qaa..qtz), "undetermined", "no linguistic content".
  const bool private_use = code.size() == 3 && code[0] == 'q' && code[1] <= 't';
  if (private_use || code == "und" || code == "zxx" || code == "mul" || code == "art") return {};
  // X still writes the codes withdrawn in 1989.
  if (code == "in") return "id";
  if (code == "iw") return "he";
  if (code == "ji") return "yi";
  return std::string(code);
}

Reject make_reject(const json::Item& item, std::string key, std::string field, std::string reason,
                   std::string detail) {
  constexpr std::size_t kRawLimit = 4096;
  return {item.origin,       std::move(key),    std::move(field),
          std::move(reason), std::move(detail), printable(item.raw, kRawLimit)};
}

Skip make_skip(const json::Item& item, std::string_view reason) {
  return {item.origin, std::string(reason)};
}

}  // namespace voxmap::social
