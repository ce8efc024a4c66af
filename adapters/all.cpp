// The table of adapters, in the order they are asked: the most specific first.
#include <algorithm>
#include <array>

#include "chat.hpp"
#include "reviews.hpp"
#include "social.hpp"
#include "survey.hpp"
#include "ticket.hpp"
#include "transcript_adapters.hpp"
#include "voxmap/source.hpp"

namespace voxmap {

std::span<const Adapter> adapters() {
  static const std::array kTable = {
      // clang-format off
      kWebVtt, kSrt, kSbv, kChat, kElan, kDocx, kIntercomText,
      kMastodon, kBluesky, kXApi, kReddit, kYouTube, kDiscourse, kFacebook,
      kTranscriptJson, kSlack, kTelegram, kTelegramHtml,
      kGooglePlay, kAppStore, kAppStoreXml, kReviewsJson, kFeed, kJsonFeed,
      kZendesk, kIntercom, kFreshdesk, kGorgias, kSalesforce, kSalesforceCsv, kTicketTable,
      kTypeform, kFormbricks, kKobo, kAlchemer, kRecords,
      kXlsx, kSpss, kLimeSurveyXml,
      kQualtricsCsv, kSurveyMonkey, kTypeformCsv, kLimeSurvey, kRedcap, kSurveyCto, kOdkCsv,
      kAlchemerCsv, kMsForms, kGoogleForms,
      kWhatsApp, kMbox,
      kTranscriptText, kTranscriptTable, kSurveyCsv,
      // clang-format on
  };
  return kTable;
}

const Adapter* find_adapter(std::string_view name) {
  const auto found = std::ranges::find(adapters(), name, &Adapter::name);
  return found == adapters().end() ? nullptr : &*found;
}

const Adapter* recognise(std::string_view head) {
  if (why_not(head)) return nullptr;
  const auto found = std::ranges::find_if(
      adapters(), [head](const Adapter& adapter) { return adapter.recognises(head); });
  return found == adapters().end() ? nullptr : &*found;
}

}  // namespace voxmap
