# Turns playlists/holidays-jp.json into the table that player/schedule/holidays.cpp includes, at configure time;
# a change of the JSON configures again.
function(signage_holidays JSON_FILE OUTPUT)
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${JSON_FILE})
  file(READ ${JSON_FILE} json)
  string(JSON year_count LENGTH "${json}" years)
  math(EXPR last_year "${year_count} - 1")
  foreach(y RANGE ${last_year})
    string(JSON year MEMBER "${json}" years ${y})
    string(JSON days GET "${json}" years ${year})
    string(APPEND years "${year}, ")
    string(JSON day_count LENGTH "${days}")
    math(EXPR last_day "${day_count} - 1")
    foreach(d RANGE ${last_day})
      string(JSON day MEMBER "${days}" ${d})
      if(NOT day MATCHES "^${year}-(0([1-9])|(1[0-2]))-(0([1-9])|([1-3][0-9]))$")
        message(FATAL_ERROR "${JSON_FILE}: ${day} is not a date of ${year}; write it like ${year}-01-01")
      endif()
      set(month ${CMAKE_MATCH_2}${CMAKE_MATCH_3})
      set(day ${CMAKE_MATCH_5}${CMAKE_MATCH_6})
      string(APPEND dates "    {${year}, ${month}, ${day}},\n")
    endforeach()
  endforeach()
  file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT
"// Generated from playlists/holidays-jp.json by tools/cmake/Holidays.cmake.
constexpr int tableYears[] = {@years@};
constexpr TableDay tableDays[] = {
@dates@};
")
endfunction()

signage_holidays(${PROJECT_SOURCE_DIR}/playlists/holidays-jp.json
                 ${PROJECT_BINARY_DIR}/generated/player/schedule/holidays_jp.inc)
