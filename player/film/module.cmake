# The film module: the one place that is linked with FFmpeg, loaded when a film is opened.
set(SIGNAGE_FILM_MODULE_DIR "/usr/lib/signage" CACHE PATH "where packages install signage-film.so")
target_compile_definitions(film PRIVATE SIGNAGE_FILM_MODULE_DIR="${SIGNAGE_FILM_MODULE_DIR}")
file(GLOB film_module_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/player/film/module/*.cpp)
add_library(signage-film MODULE ${film_module_sources})
target_link_libraries(signage-film PRIVATE signage_flags PkgConfig::LIBAVFORMAT PkgConfig::LIBAVCODEC
  PkgConfig::LIBAVUTIL PkgConfig::LIBSWSCALE PkgConfig::LIBSWRESAMPLE)
# Beside bin/, as filmModulePlaces() looks for it.
get_filename_component(film_module_folder "${SIGNAGE_BIN_DIR}/../lib" ABSOLUTE)
set_target_properties(signage-film PROPERTIES PREFIX "" POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden
  LIBRARY_OUTPUT_DIRECTORY "${film_module_folder}")
