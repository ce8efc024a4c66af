// The lanes of the map, from the stage bar down; each is as high as its fullest column. Drawn by
// svg_lanes.cpp (frame, wishes), svg_lanes_process.cpp (touchpoints, hand-overs, data) and
// svg_lanes_voice.cpp (what people said and rated).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "journey/svg.hpp"

namespace voxmap {

class Lanes {
 public:
  explicit Lanes(const MapData& map);
  MapDrawing draw();

 private:
  static constexpr double kInset = 9;  // of text in a column
  static constexpr double kGutterText = 150;
  static constexpr double kSmall = 10.5;

  void stage_bar();
  void one(MapLane lane);
  void curve();
  double goal(std::size_t i);
  double business(std::size_t i);
  double touchpoints(std::size_t i);
  void touchpoint(const MapTouchpoint& t, double x, double y);
  double emotions(std::size_t i);
  double feelings(std::size_t i);
  double volume(std::size_t i);
  double quotes(std::size_t i);
  double quote(std::size_t i, const Quote& q, std::string_view css, std::string_view sign,
               double y);
  double kpis(std::size_t i);
  double kpi(std::size_t i, const MapKpi& k, double y);
  void handovers();
  void handover(const HandOver& gap);
  double trend(std::size_t i);
  double data(std::size_t i);
  double ages(double y);  // in the gutter
  double not_asked(std::size_t i);
  double nothing(std::size_t i);
  double centred(std::size_t i, double y, double size, std::string_view text, std::size_t lines,
                 std::string_view css);

  void separator();
  void name(std::string_view title, const std::vector<std::string>& hints);
  // `paint` paints a column below y_ and says how high it became.
  void lane(std::string_view title, const std::vector<std::string>& hints,
            double (Lanes::*paint)(std::size_t));

  [[nodiscard]] std::string people(const MapStage& s) const;
  [[nodiscard]] double inner() const { return layout_.column - 2 * kInset; }
  [[nodiscard]] double em(double size) const { return inner() / size; }

  const MapData& map_;
  MapLayout layout_;
  double body_;  // font size of running text
  double line_;  // its line height
  double most_impact_ = 0;
  double trend_limit_ = 0.25;
  Canvas gutter_, back_, front_;
  double y_ = 0;
};

}  // namespace voxmap
