// Tickets as documents.
#include "ticket.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/html.hpp"
#include "base/utf8.hpp"
#include "mail_text.hpp"
#include "options.hpp"
#include "survey_plan.hpp"

namespace voxmap::ticket {
namespace {

std::string_view speaker_of(Voice voice) {
  switch (voice) {
    case Voice::customer:
      return "Customer";
    case Voice::bot:
      return "Bot";
    case Voice::internal:
      return "Note";
    default:
      return "Agent";
  }
}

}  // namespace

Settings settings(const Options& options) {
  return {flag_option(options, "include_internal"), flag_option(options, "score_reported")};
}

bool was_heard(std::string_view channel) {
  constexpr std::array<std::string_view, 5> kHeard = {"phone", "telephone", "call", "voice",
                                                      "outbound"};
  const std::string words = fold(channel);
  for (std::size_t i = 0; i < words.size();) {
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    std::size_t end = i;
    while (end < words.size() && is_letter(words[end])) ++end;
    const std::string_view word = std::string_view(words).substr(i, end - i);
    if (std::ranges::find(kHeard, word) != kHeard.end()) return true;
    i = std::max(end, i + 1);
  }
  return false;
}

Thread::Thread(Place origin, std::string key, const Settings& settings) : settings_(settings) {
  document_.kind = SourceKind::support;
  document_.origin = std::move(origin);
  document_.key = std::move(key);
}

void Thread::add(Voice voice, std::vector<QuotablePiece> pieces, const Place& origin,
                 std::string_view prompt) {
  if (voice == Voice::internal) {
    ++internal_;
    if (!settings_.include_internal) return;
  }
  const bool scored =
      voice == Voice::customer || (voice == Voice::reported && settings_.score_reported);
  add_pieces(document_, std::move(pieces), origin, speaker_of(voice), scored, prompt);
}

void Thread::say(Voice voice, std::string_view text, const Place& origin, std::string_view prompt) {
  text = trim(text);
  // Most turns came by mail, with the mail that was answered and a signature below.
  std::vector<mail::Passage> passages;
  if (text.find('\n') != std::string_view::npos) passages = mail::passages_of(text, false);
  const auto own = [](const mail::Passage& p) { return p.part == mail::Part::own; };
  if (std::ranges::all_of(passages, own)) {
    add(voice, pieces_of_text(text), origin, prompt);
    return;
  }
  std::vector<QuotablePiece> pieces;
  std::vector<QuotablePiece> signature;
  for (mail::Passage& passage : passages) {
    const bool signs = passage.part == mail::Part::signature;
    (signs ? signature : pieces)
        .push_back({std::move(passage.text), passage.part == mail::Part::quoted});
  }
  const bool hidden = voice == Voice::internal && !settings_.include_internal;
  add(voice, std::move(pieces), origin, prompt);
  if (!hidden) add_pieces(document_, std::move(signature), origin, "Signature", false);
}

void Thread::say_html(Voice voice, std::string_view html, const Place& origin) {
  add(voice, pieces_of_html(html), origin, {});
}

void Thread::say_either(Voice voice, std::string_view body, const Place& origin) {
  const std::string_view text = trim(body);
  const bool html = text.size() > 2 && text[0] == '<' &&
                    ((text[1] >= 'a' && text[1] <= 'z') || (text[1] >= 'A' && text[1] <= 'Z') ||
                     text[1] == '!') &&
                    text.find('>') != std::string_view::npos;
  html ? say_html(voice, text, origin) : say(voice, text, origin);
}

void Thread::subject(Voice voice, std::string_view subject, const Place& origin) {
  subject_voice_ = voice;
  subject_ = trim(subject);
  subject_origin_ = origin;
}

void Thread::person(std::string_view name) {
  name = trim(name);
  constexpr std::size_t kShortest = 4;  // bytes: less is part of too many words
  if (name.size() < kShortest) return;
  auto& known = document_.identifying;
  if (std::ranges::find(known, name) == known.end()) known.emplace_back(name);
}

void Thread::attribute(std::string_view name, std::string value) {
  social::add_attribute(document_, name, std::move(value));
}

void Thread::opened(std::string_view written) { social::set_time(document_, trim(written)); }

void Thread::satisfaction(std::string_view score) {
  survey::RatingRole role;
  const auto value = survey::rating_value(score);
  if (!survey::set_scale(role, "csat", {}) || !value) return;
  if (*value < role.least_milli || *value > role.most_milli) return;
  document_.ratings.push_back({role.scale, role.definition, *value});
}

void Thread::finish(std::vector<Record>& out) {
  if (document_.verbatims.empty() && !subject_.empty()) {
    say(subject_voice_, subject_, subject_origin_, "Subject");
  } else {
    attribute("subject", subject_);
  }
  if (internal_ > 0 && !settings_.include_internal) {
    attribute("internal_notes", std::to_string(internal_));
  }
  if (document_.verbatims.empty() && document_.ratings.empty()) {
    out.emplace_back(Skip{document_.origin, "no_text"});
  } else {
    out.emplace_back(std::move(document_));
  }
}

}  // namespace voxmap::ticket
