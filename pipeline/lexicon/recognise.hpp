// How sure each format is that a file is its own: 0 to 100.
#pragma once

#include "lexicon/formats.hpp"

namespace voxmap::lexicon {

[[nodiscard]] Sniff sniff_file(const SourceFile& file);

[[nodiscard]] int likes_vader(const Sniff& sniff);
[[nodiscard]] int likes_vader_emoji(const Sniff& sniff);
[[nodiscard]] int likes_afinn(const Sniff& sniff);
[[nodiscard]] int likes_opinion_list(const Sniff& sniff);
[[nodiscard]] int likes_emolex(const Sniff& sniff);
[[nodiscard]] int likes_intensity(const Sniff& sniff);
[[nodiscard]] int likes_vad(const Sniff& sniff);
[[nodiscard]] int likes_liwc(const Sniff& sniff);
[[nodiscard]] int likes_sentiwordnet(const Sniff& sniff);
[[nodiscard]] int likes_senticnet(const Sniff& sniff);
[[nodiscard]] int likes_depechemood(const Sniff& sniff);
[[nodiscard]] int likes_loughran(const Sniff& sniff);
[[nodiscard]] int likes_sentiws(const Sniff& sniff);
[[nodiscard]] int likes_emoji_ranking(const Sniff& sniff);
[[nodiscard]] int likes_emotag(const Sniff& sniff);
[[nodiscard]] int likes_warriner(const Sniff& sniff);
[[nodiscard]] int likes_pattern_xml(const Sniff& sniff);
[[nodiscard]] int likes_sentimentr(const Sniff& sniff);
[[nodiscard]] int likes_shifters(const Sniff& sniff);
[[nodiscard]] int likes_empath(const Sniff& sniff);

}  // namespace voxmap::lexicon
