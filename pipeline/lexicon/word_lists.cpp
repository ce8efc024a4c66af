// The words that VADER's rules know, as its paper and its documentation list them: they are part of
// its program, not of its lexicon file. C. J. Hutto and E. Gilbert, "VADER: A Parsimonious
// Rule-based Model for Sentiment Analysis of Social Media Text", ICWSM 2014.
#include <array>
#include <sstream>
#include <string>

#include "lexicon/formats.hpp"

namespace voxmap::lexicon {
namespace {

// Each adds 0.293 to a word's strength.
constexpr std::string_view kBoosters =
    "absolutely amazingly awfully completely considerable considerably decidedly deeply effing "
    "enormous enormously entirely especially exceptional exceptionally extreme extremely "
    "fabulously flipping flippin frackin fracking fricking frickin frigging friggin fully fuckin "
    "fucking fuggin fugging greatly hella highly hugely incredible incredibly intensely major "
    "majorly more most particularly purely quite really remarkably so substantially thoroughly "
    "total totally tremendous tremendously uber unbelievably unusually utter utterly very";
// Each takes 0.293 away; "_" stands for a space.
constexpr std::string_view kDampeners =
    "almost barely hardly just_enough kind_of kinda kindof kind-of less little marginal marginally "
    "occasional occasionally partly scarce scarcely slight slightly somewhat sort_of sorta sortof "
    "sort-of";
// Each times -0.74.
constexpr std::string_view kNegations =
    "ain't aint aren't arent can't cannot cant couldn't couldnt daren't darent despite didn't "
    "didnt "
    "doesn't doesnt don't dont hadn't hadnt hasn't hasnt haven't havent isn't isnt mightn't "
    "mightnt "
    "mustn't mustnt needn't neednt neither never none nope nor not nothing nowhere oughtn't "
    "oughtnt "
    "rarely seldom shan't shant shouldn't shouldnt uh-uh uhuh wasn't wasnt weren't werent without "
    "won't wont wouldn't wouldnt";

struct Idiom {
  std::string_view words;
  double mean;
};
// Set the strength of a lexicon word in or beside them, whatever it is alone.
constexpr std::array<Idiom, 9> kIdioms = {{{"the shit", 3},
                                           {"the bomb", 3},
                                           {"bad ass", 1.5},
                                           {"bus stop", 0},
                                           {"yeah right", -2},
                                           {"kiss of death", -1.5},
                                           {"to die for", 3},
                                           {"beating heart", 3.1},
                                           {"broken heart", -2.9}}};

void add(const Reading& reading, std::string_view words, std::string_view kind, int amount) {
  std::istringstream in{std::string(words)};
  for (std::string word; in >> word;) {
    for (char& c : word) c = c == '_' ? ' ' : c;
    reading.out.modifier(word, kind, amount, {});
  }
}

}  // namespace

void add_vader_words(const Reading& reading) {
  add(reading, kBoosters, "intensifier", 293);
  add(reading, kDampeners, "diminisher", -293);
  add(reading, kNegations, "negation", -740);
  add(reading, "but", "contrast", 500);
  for (const Idiom& idiom : kIdioms) reading.out.valence(idiom.words, idiom.mean / 4, {});
}

}  // namespace voxmap::lexicon
